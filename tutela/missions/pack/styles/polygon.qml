<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">
 <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleFill" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option name="color" type="QString" value="$colour,60"/>
       <Option name="style" type="QString" value="$shape"/>
       <Option name="outline_color" type="QString" value="$colour,255"/>
       <Option name="outline_style" type="QString" value="solid"/>
       <Option name="outline_width" type="QString" value="0.5"/>
       <Option name="outline_width_unit" type="QString" value="MM"/>
      </Option>
     </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="$label" isExpression="0" fontFamily="Noto Sans" fontSize="9" fontSizeUnit="Point" fontWeight="63" textColor="26,29,33,255" multilineHeight="1">
    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"/>
   </text-style>
   <placement placement="1" priority="5"/>
   <rendering drawLabels="1" obstacle="1"/>
  </settings>
 </labeling>
</qgis>
