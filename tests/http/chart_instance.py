"""An instance whose figures need every way of drawing. Names and figures are made up.

Levels with targets and a projection, increments, cumulative values, months with gaps, values below zero, huge and tiny
ones, ranks, parts of a total, and a value that is revised with the second release.
"""

import contextlib
import datetime

from conftest import publish_directory, serve_store
from small_instance import Instance

KPI_HEADER = ("id,kind,municipality,name_ja,name_en,unit_ja,unit_en,unit_code,unit_multiplier,decimals,nature,direction,"
              "frequency,source,note_ja")
KPIS = [
    KPI_HEADER,
    "supported,kpi,141003,支援企業数,Companies supported,社,companies,NUM,,0,stock,increase,yearly,plan,試験",
    "invested,kpi,141003,投資額,Investment,億円,100 million yen,CCY_JPY,8,2,flow,increase,yearly,plan,試験",
    "balance,statistic,141003,収支,Balance,千円,thousand yen,CCY_JPY,3,0,flow,,yearly,plan,試験",
    "monthly,kpi,141003,相談件数,Consultations,件,cases,NUM,,0,flow,,monthly,plan,試験",
    "close,statistic,141003,気温,Temperature,度,degrees,,,2,stock,,yearly,plan,試験",
    "wide,statistic,141003,桁の多い値,Wide,円,yen,CCY_JPY,,10,stock,,yearly,plan,試験",
    "place,ranking,141003,順位,Position,位,position,,,0,rank,,yearly,plan,試験",
    "answers,survey,141003,回答の割合,Answers,%,%,PERCENT,,1,ratio,,once,plan,試験",
    "sure,statistic,141003,確からしさ,Certainty,人,persons,NUM,,0,stock,,yearly,plan,試験",
    'hostile,statistic,141003,"<b>&amp;]]> ""悪意"" <script>","</title><script>alert(1)</script>","<&""",,NUM,,0,stock,'
    ',yearly,plan,試験',
    "empty,statistic,141003,値なし,Nothing,人,persons,NUM,,0,stock,,yearly,plan,試験",
    "visits-a,statistic,141003,来訪者数,Visitors,人,persons,NUM,,0,stock,,yearly,plan,試験",
    "visits-b,statistic,130001,来訪者数,Visitors,人,persons,NUM,,0,stock,,yearly,plan,試験",
    "divided,statistic,141003,年代別の利用者数,Users by age,人,persons,NUM,,0,stock,,yearly,plan,試験",
    "daily,statistic,141003,日々の値,Daily,人,persons,NUM,,0,stock,,daily,plan,試験",
    "hits,statistic,141003,日々の件数,Hits,件,cases,NUM,,0,flow,,daily,plan,試験",
]
HEADER = ("kpi,period,value_type,accumulation,item,segment,area,value,missing,qualifier,status,source,certainty,note_ja")
ROWS = [
    "supported,FY2019,baseline,level,,,,80,,exact,final,plan,,試験",
    *(f"supported,FY{year},target,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2020, 2027), (100, 120, 140, 160, 180, 200, 220))),
    "supported,FY2020,actual,level,,,,96,,exact,final,plan,,試験",
    "supported,FY2021,actual,level,,,,131,,exact,revised,plan,,試験",
    "supported,FY2022,actual,level,,,,,not_collected,exact,final,plan,,試験",
    "supported,FY2023,actual,level,,,,150,,approximate,final,plan,,試験",
    "supported,FY2024,actual,level,,,,171,,exact,provisional,plan,,試験",
    "supported,FY2030,projection,level,,,,260,,exact,estimated,plan,,試験",
    *(f"invested,FY{year},target,increment,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2020, 2025), ("5.00", "10.00", "20.00", "40.00", "80.00"))),
    *(f"invested,FY{year},actual,increment,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2020, 2024), ("4.25", "11.50", "18.00", "52.75"))),
    "invested,FY2024,actual,increment,,,,,not_yet_reported,exact,final,plan,,試験",
    "invested,FY2020,actual,cumulative,,,,4.25,,exact,final,plan,,試験",
    "invested,FY2020/FY2021,actual,cumulative,,,,15.75,,exact,final,plan,,試験",
    "invested,FY2020/FY2022,actual,cumulative,,,,33.75,,exact,final,plan,,試験",
    "invested,FY2020/FY2023,actual,cumulative,,,,86.50,,exact,final,plan,,試験",
    *(f"balance,FY{year},actual,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2018, 2024), (1200, 300, -2450, -1800, 0, 950))),
    *(f"monthly,2023-{month:02d},actual,level,,,,{value},,exact,final,plan,,試験"
      for month, value in ((4, 12), (5, 15), (6, 11), (9, 22), (10, 25), (11, 30), (12, 21))),
    *(f"close,{year},actual,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2018, 2024), ("16.15", "16.40", "16.52", "16.31", "16.98", "17.02"))),
    "wide,FY2020,actual,level,,,,999999999999999999,,exact,final,plan,,試験",
    "wide,FY2021,actual,level,,,,0.0000000001,,exact,final,plan,,試験",
    "wide,FY2022,actual,level,,,,123456789012.3456,,exact,final,plan,,試験",
    *(f"place,FY{year},actual,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2018, 2024), (21, 19, 12, 14, 9, 3))),
    *(f"answers,FY2022,actual,level,{item},{segment},,{value},,exact,final,plan,,試験"
      for segment, values in (("men", ("41.0", "30.5", "28.5")), ("women", ("38.2", "40.1", "21.7")))
      for item, value in zip(("yes", "no", "unknown"), values)),
    "sure,FY2019,actual,level,,,,40,,at_least,final,plan,inferred,試験",
    "sure,FY2020,actual,level,,,,55,,at_most,final,plan,,試験",
    "sure,FY2021,actual,level,,,,48,,exact,final,plan,disputed,試験",
    "sure,FY2022,actual,level,,,,60,,more_than,provisional,plan,inferred,試験",
    "sure,undated,baseline,level,,,,33,,exact,final,plan,,試験",
    "hostile,FY2020,actual,level,,,,1,,exact,final,plan,,試験",
    "hostile,FY2021,actual,level,,,,2,,exact,final,plan,,試験",
    *(f"visits-a,FY{year},actual,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2018, 2024), (100, 120, 90, 60, 130, 180))),
    *(f"visits-b,FY{year},actual,level,,,,{value},,exact,final,plan,,試験"
      for year, value in zip(range(2018, 2023), (140, 150, 80, 70, 155))),
    *(f"divided,FY{year},actual,level,age-{age},,,{year % 100 * age % 97},,exact,final,plan,,試験"
      for age in range(10, 100, 10) for year in range(2019, 2024)),
    *(f"daily,{2020 + day // 336}-{day // 28 % 12 + 1:02d}-{day % 28 + 1:02d},actual,level,,,,{day * 7919 % 500 + day},,exact,"
      "final,plan,,試験" for day in range(1000)),
    *(f"hits,{datetime.date(2021, 1, 1) + datetime.timedelta(day)},actual,level,,,,{day * 7919 % 500 - 20},,"
      f"{'approximate' if day == 300 else 'exact'},final,plan,,試験" for day in range(700) if day % 100 != 50),
]
FORMER = ("supported,FY2021,actual,level,,,,131,,exact,revised", "supported,FY2021,actual,level,,,,118,,exact,provisional")


def make(path):
    """Writes the instance as it is first published; returns it."""
    instance = Instance(path)
    instance.write("kpis", KPIS)
    instance.write("schemes", ["id,name_ja,name_en", "sex,性別,Sex", "answer,回答,Answer", "age,年代,Age"])
    instance.write("categories", ["id,scheme,name_ja,name_en,position", "men,sex,男性,Men,1", "women,sex,女性,Women,2",
                                  "yes,answer,はい,Yes,1", "no,answer,いいえ,No,2", "unknown,answer,分からない,Unknown,3",
                                  *(f"age-{age},age,{age}歳代,{age}s,{age}" for age in range(10, 100, 10))])
    instance.write("observations", [HEADER, *ROWS])
    return instance


@contextlib.contextmanager
def served(path):
    """Two releases of it, the second with a revision; a server of them."""
    instance, store = make(path / "city"), path / "store"
    instance.write("observations", [HEADER, *(row.replace(*FORMER) for row in ROWS)])
    publish_directory(store, instance.path)
    instance.write("observations", [HEADER, *ROWS])
    publish_directory(store, instance.path)
    with serve_store(store) as server:
        yield server
