"""A small instance written by the tests: two tables with rows, everything else left out.

Names and figures are made up.
"""

import json

MUNICIPALITIES = [
    "id,name_ja,kind,prefecture",
    "130001,東京都,prefecture,",
    "141003,横浜市,designated_city,",
]
SOURCES = ["id,title_ja,kind", "plan,計画書,plan", "report,報告書,report"]
KPIS = [
    "id,kind,municipality,name_ja,unit_ja,decimals,nature,frequency,source,note_ja",
    "visitors,kpi,141003,来訪者数,人,0,flow,yearly,plan,",
    "rate,statistic,,割合,%,1,ratio,irregular,plan,",
]
OBSERVATION_HEADER = ("kpi,period,value_type,accumulation,item,segment,area,value,missing,qualifier,"
                      "status,source,note_ja")
OBSERVATIONS = [
    OBSERVATION_HEADER,
    "visitors,FY2020,actual,level,,,,100,,exact,final,plan,",
    "visitors,FY2021,actual,level,,,,120,,exact,final,plan,",
    "visitors,FY2022,actual,level,,,,,not_collected,exact,final,plan,",
    "rate,2020,actual,level,,,,5.0,,exact,final,report,",
]
INSTANCE = {
    "title_ja": "試験", "title_en": "Test", "publisher_name_ja": "試験市", "publisher_code": "141003",
    "base_url": "https://data.example.jp", "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "licence_name_ja": "CC BY 4.0", "attribution_ja": "出典: 試験市", "default_language": "ja",
    "fiscal_year_first_month": 4,
}


class Instance:
    """A directory whose files the tests change one by one."""

    def __init__(self, path):
        self.path = path
        (path / "data").mkdir(parents=True)
        self.instance()
        self.write("municipalities", MUNICIPALITIES)
        self.write("sources", SOURCES)
        self.write("kpis", KPIS)
        self.write("observations", OBSERVATIONS)

    def instance(self, **changes):
        cells = {k: v for k, v in {**INSTANCE, **changes}.items() if v is not None}
        text = json.dumps(cells, ensure_ascii=False, indent=2)
        (self.path / "instance.json").write_text(text + "\n", encoding="utf-8")

    def write(self, name, lines, encoding="utf-8", newline="\n", folder="data"):
        text = newline.join(lines) + newline
        where = self.path / folder
        where.mkdir(parents=True, exist_ok=True)
        (where / f"{name}.csv").write_bytes(text.encode(encoding))

    def observe(self, *rows):
        """Replaces the observations by these rows."""
        self.write("observations", [OBSERVATION_HEADER, *rows])

    def add(self, *rows):
        """Adds rows to the observations."""
        self.write("observations", [*OBSERVATIONS, *rows])


def with_large_pages(path):
    """One in which a page of 1000 observations with their KPIs has more than 6 MB."""
    instance = Instance(path)
    texts = ("definition_ja", "definition_en", "note_ja")
    instance.write("kpis", ["id,kind,name_ja,unit_ja,decimals,nature,frequency,source," + ",".join(texts),
                            "rate,statistic,割合,%,1,ratio,irregular,plan" + ("," + "x" * 2000) * len(texts)])
    instance.observe(*(f"rate,{1940 + n // 12}-{n % 12 + 1:02},actual,level,,,,{n}.0,,exact,final,report," for n in range(1000)))
    return instance


LARGE_PAGE = "/v1/observations?limit=1000&include=kpi"
