"""A small pile of publications and a register, written for the tests."""

import json
from pathlib import Path

AGENCY = (
    "YEREVAN, November 20. The Office of the Prosecutor General said that Ghazanchetsots Cathedral in Shushi was "
    "damaged by artillery fire on October 8, 2020. The cathedral's roof was pierced, the office said."
)
PAPER = (
    "The Office of the Prosecutor General said that Ghazanchetsots Cathedral in Shushi was damaged by artillery fire "
    "on October 8, 2020, the agency reported.\n\nSource: Harbour Agency"
)
MOSQUE = (
    "AGDAM, November 25. Vandals desecrated the Juma Mosque in Agdam, according to the ministry of culture. "
    "The ministry said that the walls of the mosque were covered with graffiti."
)
DENIAL = "The ministry of defence denied that its forces had shelled Ghazanchetsots Cathedral in Shushi."
PLAIN = "The harvest was good this year. Farmers in the valley expect prices to fall before winter."

REGISTER = """id,name_en,name_hy,name_az,type,settlement,lat,lon
g-1,Ghazanchetsots Cathedral,Ղազանչեցոց,Qazançı kilsəsi,church,Shushi; Şuşa,39.7590,46.7500
j-1,Juma Mosque,,Ağdam Cümə məscidi,mosque,Agdam; Ağdam,39.9930,46.9300
"""


def write_pile(folder: Path) -> tuple[Path, Path]:
    """Publications as files of three kinds, and the register; their paths."""
    publications = folder / "publications"
    publications.mkdir()
    rows = [
        {"id": "agency", "text": AGENCY, "published": "2020-11-20", "publisher": "Harbour Agency", "language": "en"},
        {"id": "paper", "text": PAPER, "published": "2020-11-21", "publisher": "Hill Daily", "language": "en"},
    ]
    (publications / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (publications / "2020-11-25-mosque.txt").write_text(MOSQUE, "utf-8")
    (publications / "denial.html").write_text(f"<html><body><article><p>{DENIAL}</p></article></body></html>", "utf-8")
    (publications / "harvest.txt").write_text(PLAIN, "utf-8")
    register = folder / "register.csv"
    register.write_text(REGISTER, "utf-8")
    return publications, register
