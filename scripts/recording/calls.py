"""The calls of the command line that are recorded: every command and family of options, and faults."""

from __future__ import annotations

from typing import Final

__all__ = ["CALLS", "FILES"]

MAIN_JOB: Final = "route|Chongqing|Duisburg|--via|Khorgos"
FILES: Final = {
    "own.csv": "key,from,to,published_km\na,Almaty,Astana,1200\nb,Nowhereville,Astana,10\n",
    "bad.csv": "colour\nred\n",
    "gem.geojson": """{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"ProjectID": "P3300", "PipelineName": "Saryarka", "SegmentName": "",
  "Status": "Operating", "Route": "", "RouteType": "Mapped route (at any accuracy)", "RouteAccuracy": "high",
  "RouteNotes": ""}, "geometry": {"type": "LineString", "coordinates": [[65.5, 44.8], [67.8, 47.8], [71.4, 51.1]]}},
 {"type": "Feature", "properties": {"ProjectID": "P9999", "PipelineName": "Elsewhere", "SegmentName": "",
  "Status": "Operating", "Route": "", "RouteType": "", "RouteAccuracy": "", "RouteNotes": ""},
  "geometry": null}]}""",
    "ids.csv": "id,gem_project_id\nSARYARKA,P3300\n",
}
# one call a line, its words parted by |
_TEXT: Final = f"""

--help
route|--help
places|--help
layers|--help
throughput|--help
map|--help
check|--help
backtest|--help
app|--help
pipeline|--help
pipelines-import|--help
flows|--help
services|--help
nothing
route
route|A
route|A|B|--colour|red
map
layers|--year|soon
app|--port|x
{MAIN_JOB}
{MAIN_JOB}|--json
{MAIN_JOB}|-o|route.geojson
{MAIN_JOB}|-o|route.csv
{MAIN_JOB}|-o|route.kml
{MAIN_JOB}|-o|route.xlsx
{MAIN_JOB}|-o|route.gpkg
{MAIN_JOB}|-o|route.html
{MAIN_JOB}|-o|route.docx
{MAIN_JOB}|-o|no/such/route.csv
route|Chongqing|Duisburg|--by|time|--alternatives|3|--json
route|Xi'an|Istanbul|--mode|rail|--mode|ferry
route|Kyiv|Katowice|--json
route|Chongqing|Duisburg|--avoid|RU|--json
route|Chongqing|Duisburg|--avoid|Małaszewicze|--json
route|重庆|Дуйсбург|--via|霍尔果斯|--via|Moscow
route|Lianyungang|St Petersburg|--mode|road|--json
route|Shanghai|Rotterdam|--mode|sea|--mode|rail|--json
route|Chonqing|Duisburg
route|Chongqing|Honolulu
route|Chongqing|Duisburg|--avoid|Qwxyz
route|Almaty|Duisburg|--avoid|RU|--avoid|AZ|--avoid|TM|--avoid|CN
route|Chongqing|Duisburg|--mode|plane
route|Chongqing|Duisburg|--by|beauty
route|Chongqing|Duisburg|--alternatives|99
route|500,500|Duisburg
places|Khorgos
places|霍尔果斯|--json
places|KZALA|--json
places|80.4,44.2|--json
places|Qwxyzzz
layers
layers|--json
layers|crossings
layers|gauge_points
layers|pipelines|--year|2005
layers|pipelines|-o|pipelines.gpkg
layers|terminals|-o|terminals.kml
layers|timeline|-o|timeline.csv
layers|service_flows|-o|flows.xlsx
layers|rail_openings|-o|rail_openings.geojson
layers|nothing
layers|crossings|--year|1800
throughput
throughput|--json
throughput|khorgos
throughput|khorgos|--json
throughput|CAGP
throughput|trade|--json
throughput|china-europe-trains|--metric|trains
throughput|khorgos|--metric|nothing
throughput|--metric|china_europe_trains|--json
throughput|nothing
pipeline|Atyrau|Dushanzi
pipeline|Atyrau|Dushanzi|--json
pipeline|Turkmenistan|China|--commodity|gas|--json
pipeline|Tengiz|Novorossiysk|--commodity|oil|-o|legs.csv
pipeline|Atyrau|Dushanzi|--year|2000
pipeline|Atyrau|Dushanzi|--commodity|milk
pipeline|Nowhereville|Dushanzi
pipelines-import|gem.geojson
pipelines-import|gem.geojson|--ids|ids.csv|--json
pipelines-import|gem.geojson|-o|all.geojson
pipelines-import|bad.csv
flows
flows|--json
flows|--year|2023|--json
flows|--year|1950
flows|--year|2023|-o|segments.csv
services
services|--json
services|--province|Chongqing
services|--province|CN-XX
backtest
backtest|--json
backtest|own.csv|--json
backtest|bad.csv
backtest|missing.csv
map|-o|map.html
map|-o|map-zh.html|--lang|zh|--year|2005
map|--route|Almaty|Astana|--route|Xi'an|Istanbul|-o|routes.html
map|--route|Almaty|-o|x.html
map|-o|x.txt
map|-o|x.html|--lang|de
map|-o|x.html|--year|1066
check
check|--json
"""
CALLS: Final = tuple(tuple(line.split("|")) if line else () for line in _TEXT.splitlines()[1:])
