"""Small files in the shapes that Statistics Netherlands and others publish. All of it is made up."""

import csv
import io
import json
from pathlib import Path

KEY_HEAD = (
    "code,name,province,area,urbanity,population,pop_0_14,pop_15_24,pop_25_44,pop_45_64,pop_65plus,"
    "dwelling_total,dwelling_value,dwelling_ownership"
)


def key_figures(folder: Path, rows, name="kerncijfers_2022.csv", head=KEY_HEAD) -> Path:
    """`rows` are (code, name, population) or with the share of 65 and over as a fourth."""
    lines = [head]
    for code, title, population, *old in rows:
        share = old[0] if old else 20
        lines.append(
            f'{code},"{title}",Fictie,2.5,hardly urbanised,{population},15,11,{54 - share},20,{share},'
            f"{population // 2},251,60"
        )
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def square(west: float, south: float, size: float = 0.01) -> dict:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def boundaries(folder: Path, shapes, name="grenzen_2022.geojson") -> Path:
    """`shapes` are (properties, geometry)."""
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in shapes
    ]
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


HEALTH_HEAD = (
    "ID,Leeftijd,Marges,WijkenEnBuurten,Perioden,Gemeentenaam_1,SoortRegio_2,Codering_3,"
    "Eenzaam_28,Vrijwilligerswerk_33"
)


def health(folder: Path, rows, name="monitor.csv", period="2020JJ00") -> Path:
    """`rows` are (code, town, lonely, volunteers), padded as the open data service pads them."""
    lines = [HEALTH_HEAD]
    for number, (code, town, lonely, helping) in enumerate(rows):
        for age, margin in (("20300", "MW00000"), ("53115", "MW00000"), ("20300", "MOG0095")):
            lines.append(
                f"{number},{age},{margin},{code:<10},{period},{town:<40},Wijk      ,{code:<20},"
                f"{lonely:>8},{helping:>8}"
            )
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def statline(folder: Path, rows, name="statline.csv") -> Path:
    """As a person downloads it: titles as names of columns, semicolons, decimal commas."""
    text = io.StringIO()
    text.write('"Kerncijfers wijken en buurten 2022"\n')
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(
        [
            "Wijken en buurten",
            "Regioaanduiding/Gemeentenaam (naam)",
            "Regioaanduiding/Codering (code)",
            "Bevolking/Aantal inwoners (aantal)",
            "Wonen/Koopwoningen (%)",
        ]
    )
    for code, title, town, population, owned in rows:
        writer.writerow([title, town, code, population, owned])
    text.write("Bron: CBS\n")
    path = folder / name
    path.write_text(text.getvalue(), encoding="cp1252")
    return path


def figure_list(folder: Path, rows, name="lijst.csv", source="Prognose", kind="prognose") -> Path:
    lines = ["code,jaar,onderwerp,waarde,bron,uitgever,uitgave,soort"]
    lines += [
        f'{code},{year},{key},"{value}","{source}",Provincie Fictie,2022,{kind}'
        for code, year, key, value in rows
    ]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


TOWN = [("GM9901", "Waterland aan Zee", 30_000)]
DISTRICTS = [
    ("WK990101", "Molenwijk", 12_000),
    ("WK990102", "'t Zand", 9_000),
    ("WK990103", "Café-oord", 9_000),
]
