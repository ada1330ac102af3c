<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="0">
 <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
  <symbols>
   <symbol name="0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
     <layer class="SimpleLine" enabled="1" locked="0" pass="0">
      <Option type="Map">
       <Option name="line_color" type="QString" value="$colour,255"/>
       <Option name="line_style" type="QString" value="solid"/>
       <Option name="line_width" type="QString" value="0.6"/>
       <Option name="line_width_unit" type="QString" value="MM"/>
      </Option>
     </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
