"""Courses of pipelines from a user's own download of Global Energy Monitor (GEM).

GEM publishes its Global Oil Infrastructure Tracker and Global Gas Infrastructure Tracker under
CC BY 4.0. This project ships none of it. A file that states another licence keeps it. Three forms are read:

- GeoJSON or GeoPackage of the GIS download, or a file ``P0000.geojson`` of GEM's collection of
  routes (https://github.com/GlobalEnergyMonitor/GOIT-GGIT-pipeline-routes): properties ``ProjectID``,
  ``PipelineName``, ``SegmentName``, ``Status``, ``RouteAccuracy``, ``Route`` …;
- CSV or XLSX with a column ``ProjectID`` and the course either as WKT, lon before lat, in
  ``WKTFormat``, ``WKT`` or ``geometry``, or as GEM's own ``Route``: ``lat,lon:lat,lon;lat,lon:…``.

Rows belong to our pipelines by project id: column ``gem_project_id`` of the table of pipelines,
or a user's table ``id,gem_project_id``. Rows of one project are judged and put together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from corridors import geodesy
from corridors.data import layers
from corridors.data.credits import credited, credits_of, own_credit
from corridors.data.ledger import Ledger
from corridors.data.licences import CC_BY, ODBL, strictest
from corridors.errors import BadInput
from corridors.exchange.gem_file import CREDITS, PROJECT, GemFile, credit_of, licence_of, read_gem
from corridors.exchange.gem_judging import Course, Verdict, judged, status_of
from corridors.exchange.gem_shape import fault_of, shape_of
from corridors.exchange.reading import FailedRow, read_table
from corridors.incoming.shown import printable
from corridors.model import Source
from corridors.pipelines import Courses

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from corridors.exchange.gem_shape import Turn

    Row = Mapping[str, Any]

__all__ = ["ATTRIBUTION", "LICENCE", "GemImport", "import_gem"]

LICENCE: Final = CC_BY
ATTRIBUTION: Final = CREDITS[CC_BY]
OURS: Final = "corridors"
THEIRS: Final = "Global Energy Monitor"
MAPPERS: Final = "OpenStreetMap contributors"
OSM_SITE: Final = "https://www.openstreetmap.org/copyright"
SITE: Final = "https://globalenergymonitor.org/"
LONGEST_SHOWN: Final = 40
_LENGTHS: Final = ["length_km", "length_difference_pct", "largest_gap_km", "accuracy_km"]


@dataclass(frozen=True, slots=True)
class GemImport:
    """Our pipelines with GEM's course where there is one, and all that could not be used.

    ``pipelines`` has the columns of the layer and ``gem_project_id``, ``gem_route_accuracy``,
    ``gem_status``, ``geometry_source``, ``geometry_licence``. ``kept`` have our course still.
    """

    pipelines: gpd.GeoDataFrame
    replaced: tuple[str, ...]
    kept: tuple[str, ...]
    failed: tuple[FailedRow, ...]
    warnings: tuple[str, ...] = ()
    licence: str = LICENCE
    attribution: str = ATTRIBUTION

    def need_one(self, file_name: str) -> None:
        """Refuse a file that gave no course.

        Raises
        ------
        BadInput
            It has the course of no pipeline that is known here.
        """
        if not self.replaced:
            ours = set(self.pipelines["gem_project_id"])
            refused = [row for row in self.failed if row.key in ours]
            message = (
                f"{file_name} (licence {self.licence}) has no course that can be taken: "
                f"{'; '.join(sorted({row.reason for row in refused})[:3])}."
                if refused
                else f"{file_name} has the course of no pipeline that is known here; give their project ids with --ids, "
                "a table id,gem_project_id."
            )
            raise BadInput(message)

    @property
    def courses(self) -> Courses:
        """The courses that replaced ours, for :func:`corridors.pipelines.route.pipeline_route`."""
        rows = self.pipelines[self.pipelines["id"].isin(self.replaced)]
        keys = rows["id"].astype(str)
        found = rows[["gem_project_id", "gem_route_accuracy", "geometry_licence"]].astype(str)
        sources = {key: _source(*of) for key, of in zip(keys, found.itertuples(index=False), strict=True)}
        return Courses(dict(zip(keys, rows.geometry, strict=True)), sources)

    def to_dict(self) -> dict[str, Any]:
        """Return what was done in the form of the ``pipelines-import`` command, without the lines."""
        rows = self.pipelines[self.pipelines["id"].isin(self.replaced)].to_dict("records")
        return {
            "replaced": [
                {
                    "id": r["id"],
                    "name": r["name"],
                    "gem_project_id": r["gem_project_id"],
                    "gem_status": r["gem_status"],
                    "length_km": r["length_km"],
                    "published_length_km": r["published_length_km"]
                    if r["published_length_km"] > 0
                    else None,
                }
                for r in rows
            ],
            "kept": list(self.kept),
            "failed": [row.to_dict() for row in self.failed],
            "warnings": list(self.warnings),
            "licence": self.licence,
            "attribution": self.attribution,
        }


def _maker(licence: str) -> str:
    return MAPPERS if licence == ODBL else THEIRS


def _source(project: str, accuracy: str, licence: str) -> Source:
    words = f"Course of project {project}" + (f", accuracy {accuracy}" if accuracy else "")
    if licence not in {LICENCE, ODBL}:
        words += f" (licence: {licence})"
    url = OSM_SITE if licence == ODBL else SITE
    key = f"gem-{project}"
    return Source(key, words, _maker(licence), url=url, confidence="medium", licence=licence)


def import_gem(
    path: Path | str,
    *,
    mapping: Path | str | None = None,
    folder: Path | None = None,
    force: bool = False,
    crs: str = "",
) -> GemImport:
    """Put GEM's courses in place of ours, by project id; nothing that is handed in or shipped is changed.

    Parameters
    ----------
    path
        GEM's file: GeoJSON, GeoPackage, CSV or XLSX; see the module.
    mapping
        A CSV or XLSX table ``id,gem_project_id``; it comes before the ids that our table has.
    folder
        Where the data lie; the shipped ``geodata`` by default.
    force
        Whether a course that is worse than ours is taken all the same.
    crs
        The coordinate system of the file, such as ``EPSG:3857``, before what it states itself.

    Returns
    -------
        All pipelines, and the rows that failed: of the file those of our projects whose course is no
        line, off the globe, far from ours, of a status in which ours isn't, without a route, parallel to
        another or, all of the project together, worse than ours; those without a project id; of the mapping those that
        name no pipeline.

    Raises
    ------
    BadTable
        A file cannot be read, or has no column ``ProjectID``.
    BadInput
        The coordinate system is not known.
    """
    pipelines = layers.load("pipelines", ledger=Ledger.load(folder))
    ids, failed = _ids(pipelines, mapping)
    file = read_gem(Path(path), crs)
    courses, unread = _courses(file, set(ids.values()))
    failed += unread
    own = pipelines["id"].map(ids).fillna("")
    frame = pipelines.assign(
        gem_project_id=own,
        gem_route_accuracy="",
        gem_status="",
        geometry_source=OURS,
        geometry_licence=LICENCE,
    )
    replaced, refused, warned = _put(frame, courses, file.licence, force=force)
    failed += refused
    kept = tuple(str(i) for i in frame["id"] if i not in replaced)
    told = tuple(sorted(dict.fromkeys(failed), key=lambda f: f.line))
    stated = set(frame["geometry_licence"][frame["id"].isin(replaced)])
    licence = (
        strictest(stated) or strictest({file.licence, *(licence_of(r) for _, r in file.rows)}) or LICENCE
    )
    with_credit = credited(frame, [*credits_of(pipelines), *_credits(stated)])
    return GemImport(with_credit, tuple(replaced), kept, told, tuple(warned), licence, credit_of(licence))


def _put(
    frame: gpd.GeoDataFrame, courses: Mapping[str, list[Course]], licence: str, *, force: bool
) -> tuple[list[str], list[FailedRow], list[str]]:
    """Write the courses that are taken into a frame of our own; return whose they are, what was refused and warnings."""
    replaced, failed, warned = list[str](), list[FailedRow](), list[str]()
    for at, (key, project) in zip(frame.index, frame[["id", "gem_project_id"]].to_numpy(), strict=True):
        verdict = judged(courses.get(project, []), frame.loc[at], force=force)
        failed += verdict.refused
        warned += verdict.warnings
        if verdict.taken:
            _replace(frame, at, verdict)
            bound = strictest({licence, *(c.licence for c in verdict.taken)}) or LICENCE
            frame.loc[at, ["geometry_licence", "geometry_source"]] = [bound, _maker(bound)]
            replaced.append(str(key))
    return replaced, failed, warned


def _credits(licences: set[str]) -> list[dict[str, str]]:
    return [own_credit("Your own file of courses", name, credit_of(name)) for name in sorted(licences)]


def _courses(file: GemFile, wanted: set[str]) -> tuple[dict[str, list[Course]], list[FailedRow]]:
    """Return the courses of the projects that are wanted, and the rows that give none."""
    courses: dict[str, list[Course]] = defaultdict(list)
    failed = []
    for line, row in file.rows:
        found = _course(line, row, wanted, file.turn)
        if isinstance(found, Course):
            courses[found.project].append(found)
        elif found:
            failed.append(found)
    return courses, failed


def _replace(frame: gpd.GeoDataFrame, at: Any, verdict: Verdict) -> None:
    """Write a course and its lengths into a row of a frame of our own."""
    import geopandas as gpd  # noqa: PLC0415 - importing the package stays quick

    shape = shapely.line_merge(verdict.shape)
    parts = [np.asarray(part.coords) for part in shapely.get_parts(shape)]
    length_km = sum(geodesy.length_km(part) for part in parts)
    published = float(frame["published_length_km"].loc[at])
    difference = round((length_km / published - 1) * 100, 1) if published > 0 else float("nan")
    gap = max(float(np.diff(geodesy.chainages_km(part)).max()) for part in parts)
    frame.loc[[at], "geometry"] = gpd.GeoSeries([shape], index=[at], crs=frame.crs)
    frame.loc[at, _LENGTHS] = [round(length_km, 1), difference, round(gap, 1), float("nan")]
    for column, told in (("gem_route_accuracy", "accuracy"), ("gem_status", "status")):
        frame.loc[at, column] = ", ".join(sorted({getattr(c, told) for c in verdict.taken} - {""}))
    frame.loc[at, ["geometry_source", "length_note"]] = [THEIRS, ""]


def _ids(pipelines: pd.DataFrame, mapping: Path | str | None) -> tuple[dict[str, str], list[FailedRow]]:
    """Return the project of each of our pipelines, the user's before ours."""
    ids = {str(r.id): str(r.gem_project_id) for r in pipelines.itertuples() if r.gem_project_id}
    if mapping is None:
        return ids, []
    table = read_table(mapping, ("id", "gem_project_id"), optional=(), numbers=())
    failed = list(table.failed)
    for row in table.rows:
        key, project = str(row["id"]), str(row["gem_project_id"]).upper()
        if key not in set(pipelines["id"]):
            failed.append(FailedRow(row["line"], key, "no pipeline has this id; see the layer pipelines"))
        elif not PROJECT.fullmatch(project):
            failed.append(FailedRow(row["line"], key, f"{project[:40]!r} is no project id such as P2299"))
        else:
            ids[key] = project
    return ids, failed


# ---------------------------------------------------------------------------------------------------- courses
def _course(line: int, row: Row, wanted: set[str], turn: Turn | None) -> Course | FailedRow | None:
    """Return the course of a row, why it cannot be used, or nothing when it is of no pipeline of ours."""
    project = str(row.get("projectid") or "").strip().upper()
    name = printable(str(row.get("pipelinename") or ""))[:LONGEST_SHOWN]
    if not project:
        return FailedRow(line, name, "ProjectID is empty")
    if project not in wanted:
        return None
    try:
        shape = shape_of(row, turn)
    except (ValueError, TypeError, shapely.errors.GEOSException) as fault:
        return FailedRow(line, project, f"its course cannot be read ({str(fault).splitlines()[0][:100]})")
    if shape is None or shape.is_empty:
        reason = "it has no course; GEM has not mapped it, or the course is in another file of the download"
        return FailedRow(line, project, reason)
    reason = fault_of(shape)
    return (
        FailedRow(line, project, reason)
        if reason
        else Course(
            line, project, _accuracy(row), status_of(str(row.get("status") or "")), shape, licence_of(row)
        )
    )


def _accuracy(row: Row) -> str:
    kind = str(row.get("routetype") or "").strip().casefold()
    unmapped = kind.startswith(("no route", "unavailable", "unmapped"))
    return "no route" if unmapped else str(row.get("routeaccuracy") or "").strip().casefold()
