"""Prints a day of five aircraft between two airports, the first of them late: history.py YYYY-MM-DD."""

import sys
from datetime import datetime, timedelta

day = datetime.fromisoformat(sys.argv[1])
print("flight_date,carrier,flight_num,tail,origin,dest,cancelled,diverted,sched_dep,sched_arr,act_dep,act_arr")
for aircraft in range(5):
    for leg in range(4):
        out = day + timedelta(hours=6 + 3 * leg)
        on = out + timedelta(hours=2)
        late = timedelta(minutes=120 - 15 * leg if aircraft == 0 else 0)
        times = [f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in (out, on, out + late, on + late)]
        route = ["FRA", "MUC"] if leg % 2 == 0 else ["MUC", "FRA"]
        flight = [f"{day:%Y-%m-%d}", "LH", str(100 + 10 * aircraft + leg), f"DAAA{'ABCDE'[aircraft]}"]
        print(",".join([*flight, *route, "False", "False", *times]))
