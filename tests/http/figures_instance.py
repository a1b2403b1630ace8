"""An instance for sums, series and comparisons, written by the tests. Names and figures are made up.

Two municipalities with a yearly flow of the same name; stocks, a ratio, parts of a total, months with gaps.
"""

import contextlib

from conftest import publish_directory, serve_store
from small_instance import OBSERVATION_HEADER, Instance

KPI_HEADER = ("id,kind,municipality,name_ja,name_en,unit_ja,unit_en,unit_code,unit_multiplier,decimals,nature,counting,"
              "direction,frequency,definition_ja,source,note_ja")
KPIS = [
    KPI_HEADER,
    "visitors-a,kpi,141003,来訪者数,Visitors,人,persons,NUM,,2,flow,gross,increase,yearly,年間の延べ来訪者,plan,試験",
    "visitors-b,kpi,130001,来訪者数,Visitors,人,persons,NUM,,2,flow,gross,increase,yearly,,plan,試験",
    "members,statistic,141003,会員数,Members,人,persons,NUM,,0,stock,unique,,yearly,,plan,試験",
    "unique-visitors,statistic,141003,来訪者数,,人,persons,NUM,,0,flow,unique,,yearly,,plan,試験",
    "share,statistic,141003,割合,Share,%,%,PERCENT,,1,ratio,,,yearly,,plan,試験",
    "cost,budget,141003,事業費,Cost,千円,thousand yen,CCY_JPY,3,0,flow,,,yearly,,plan,試験",
    "monthly,kpi,141003,月次件数,,件,cases,NUM,,0,flow,,,monthly,,plan,試験",
]
ROWS = [
    # kpi,period,value_type,accumulation,item,segment,area,value,missing,qualifier,status
    "visitors-a,FY2020,actual,level,,,,0.10,,exact,final",
    "visitors-a,FY2021,actual,level,,,,0.20,,approximate,final",
    "visitors-a,FY2022,actual,level,,,,,not_collected,exact,final",
    "visitors-a,FY2023,actual,level,,,,100.25,,exact,final",
    "visitors-a,FY2023,target,level,,,,300.00,,exact,final",
    "visitors-a,FY2024,target,level,,,,400.00,,exact,final",
    "visitors-b,FY2020,actual,level,,,,8,,exact,final",
    "visitors-b,FY2021,actual,level,,,,9.00,,exact,final",
    "members,FY2020,actual,level,,,,40,,exact,final",
    "members,FY2021,actual,level,,,,50,,exact,final",
    "unique-visitors,FY2020,actual,level,,,,7,,exact,final",
    "share,2020,actual,level,,,,5.0,,exact,final",
    "share,2021,actual,level,,,,5.5,,exact,final",
    "cost,FY2020,actual,level,,,,10,,exact,final",
    "cost,FY2020,actual,level,men,,,4,,exact,final",
    "cost,FY2020,actual,level,women,,,6,,exact,final",
    "monthly,2020-11,actual,level,,,,1,,exact,final",
    "monthly,2021-02,actual,level,,,,2,,exact,final",
    "monthly,2021-03,actual,level,,,,4,,exact,final",
    "monthly,FY2020,actual,level,,,,7,,exact,final",
]


def make(path):
    """Writes the instance; returns it."""
    instance = Instance(path)
    instance.write("kpis", KPIS)
    instance.write("schemes", ["id,name_ja", "sex,性別"])
    instance.write("categories", ["id,scheme,name_ja,position", "men,sex,男性,1", "women,sex,女性,2"])
    instance.write("observations", [OBSERVATION_HEADER, *(row + ",plan,試験" for row in ROWS)])
    return instance


@contextlib.contextmanager
def served(instance, *options):
    """Publishes it as it is now; a server of that."""
    store = instance.path.parent / "store"
    publish_directory(store, instance.path)
    with serve_store(store, *options) as server:
        yield server
