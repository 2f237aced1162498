"""图表: compliance charts in Chinese or English, each with its source under it.

Every chart is a function from a frame to a matplotlib figure; ``save`` writes it as PNG and SVG.
Only this package knows matplotlib. ``paper`` is the sheet, ``words`` the two languages.
"""

from __future__ import annotations

from projections.charts.capacity import capacity_curve
from projections.charts.costs import cost_of_reaching
from projections.charts.desks import desk_utilisation
from projections.charts.differences import differences
from projections.charts.fan import adherence_fan
from projections.charts.fits import arrivals_fit, steps_fit
from projections.charts.forecast import forecast_check
from projections.charts.late import lateness_distribution
from projections.charts.months import adherence_by_month
from projections.charts.norms import adherence_by_month_and_norm
from projections.charts.organ_times import organ_times
from projections.charts.organs import organ_norm_heat_map
from projections.charts.paper import Chart, save
from projections.charts.replies import time_to_reply
from projections.charts.tornado import sensitivity_tornado
from projections.charts.way import matter_gantt
from projections.charts.weeks import workload_over_year

__all__ = [
    "Chart",
    "adherence_by_month",
    "adherence_by_month_and_norm",
    "adherence_fan",
    "arrivals_fit",
    "capacity_curve",
    "cost_of_reaching",
    "desk_utilisation",
    "differences",
    "forecast_check",
    "lateness_distribution",
    "matter_gantt",
    "organ_norm_heat_map",
    "organ_times",
    "save",
    "sensitivity_tornado",
    "steps_fit",
    "time_to_reply",
    "workload_over_year",
]
