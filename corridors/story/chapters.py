"""The eight steps. Sentences are our own; each figure in them is a name of `references.REFERENCES`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corridors.i18n import translator
from corridors.story.step import Chart, Step
from corridors.webmap.scene import Scene

if TYPE_CHECKING:
    from corridors.i18n import Words

__all__ = ["STEPS", "steps"]

_GROUND: Final = ("names", "relief", "cities")
_BORDERLAND: Final = (73.5, 41.8, 89.5, 47.6)
_KAZAKHSTAN: Final = (46.5, 40.3, 88.0, 55.5)
_BOTH: Final = (46.5, 25.0, 123.0, 55.0)
_EURASIA: Final = (1.0, 29.0, 122.0, 59.0)
_HORGOS: Final = (80.2, 44.1, 80.5, 44.26)


def _neighbours(_: Words) -> Step:
    return Step(
        "neighbours",
        _("Two neighbours open their border"),
        Scene(_BORDERLAND, (*_GROUND, "rails", "crossings", "gauge"), 1992),
        (
            _(
                "When the Soviet Union came apart, China had a new neighbour in the west. It opened diplomatic "
                "relations with Kazakhstan on {relations.date}. In {trade_first.year}, the first year, the two "
                "traded {trade_first}, by China’s count."
            ),
            _(
                "One railway joined them already. On {rails_met.date} Chinese and Soviet tracks had met at the "
                "Alataw Pass, between Alashankou and Druzhba, which is now called Dostyk. In {alataw_first.year}, its "
                "first year, the line carried {alataw_first} of goods. A passenger train between Urumqi and Almaty "
                "followed on {passengers.date}."
            ),
            _(
                "In {horgos_opened.date} both states agreed that traffic of other countries, too, might use the "
                "crossing at Horgos. Remember the name."
            ),
            _(
                "First the line between them had to be drawn. A treaty on the border was signed on "
                "{border_first.date}; in {border_last.date} its last open parts were settled. A treaty of "
                "good neighbours came on {treaty.date}."
            ),
        ),
    )


def _target(_: Words) -> Step:
    return Step(
        "target",
        _("A target, and what came instead"),
        Scene(_BOTH, (*_GROUND, "rails", "railways", "crossings", "oil", "gas"), 2015),
        (
            _(
                "By {trade_peak.year} trade had grown to {trade_peak}. The presidents wanted more: on "
                "{target_set.date} they had set a target of {target} for {target.year}."
            ),
            _(
                "It did not come. For {trade_low.year} Chinese customs counted {trade_low}, half of what it had been "
                "at its best, and Kazakhstan {trade_low_kz}. Oil is the base of Kazakhstan’s exports, and trade "
                "fell with its price ({trade_fell.source}): a barrel of Brent cost {oil_price.first} dollars on "
                "average in {oil_price.year}, less than in any year since {oil_price.third}."
            ),
            _(
                "The mark was passed in {trade_over.year}, with {trade_over}. In {trade_last.year} it was "
                "{trade_last}."
            ),
            _(
                "Why two lines in the chart? Each side counts for itself, and the counts differ: for "
                "{trade_peak.year} China has {trade_peak} and Kazakhstan {trade_peak_kz}. The target is a mark "
                "of its own, for it was never trade."
            ),
        ),
        charts=(
            Chart(
                _("Trade between China and Kazakhstan, by each side’s count"), ("trade",), "trade", "total"
            ),
        ),
    )


def _horgos(_: Words) -> Step:
    return Step(
        "horgos",
        _("Horgos: one place, two countries"),
        Scene(
            _HORGOS, ("names", "relief", "cities", "rails", "crossings", "road_crossings", "horgos"), 2018
        ),
        (
            _(
                "Horgos lies in the valley of the Ili, where the motorway from Lianyungang on China’s east coast "
                "reaches the border after {motorway}."
            ),
            _(
                "The International Centre for Boundary Cooperation lies on both sides of the line. It was agreed in "
                "{centre_agreed.date} and opened in {centre_opened.date}; people of both countries meet and trade "
                "there without a visa. {centre_first} visited it up to {centre_first.until}, and {centre_later} from "
                "{centre_later.since} to {centre_later.until}. The Chinese border post counts differently, each way "
                "in and each way out: {centre_now.bare} passages from {centre_now.since} to {centre_now.until}."
            ),
            _(
                "On {railway.date} a railway crossed the border here as well. Chinese rails lie {gauges.gauge_a_mm} "
                "apart and Kazakh rails {gauges.gauge_b_mm}, so no train runs straight on: its containers are lifted "
                "onto another. The dry port Khorgos Gateway has done this since {dry_port.date}; in "
                "{dry_port_now.year} it handled {dry_port_now} (a TEU is one small standard container)."
            ),
            _(
                "How long does it take? To lift a train over, {swap_claim}, says the dry port. What the "
                "CAREC programme measured is the whole stop of a train leaving China: {stop_measured} on average in "
                "{stop_measured.year}, {stop_before} in {stop_before.year}. Cranes are quick. Borders are slow."
            ),
        ),
    )


def _provinces(_: Words) -> Step:
    return Step(
        "provinces",
        _("From the provinces to Europe"),
        Scene(_EURASIA, (*_GROUND, "trains", "crossings"), 2024),
        (
            _(
                "On {to_duisburg.date} a train left Chongqing for Duisburg on the Rhine: "
                "{to_duisburg.published_distance_km} in {to_duisburg.transit_days_max}. Other provinces followed, "
                "each with a train of its own."
            ),
        ),
        points=(
            (
                _("Hubei"),
                _("Wuhan to Pardubice, {to_pardubice.year}: {to_pardubice.published_distance_km}"),
            ),
            (_("Sichuan"), _("Chengdu to Łódź, {to_lodz.year}: {to_lodz.published_distance_km}")),
            (_("Henan"), _("Zhengzhou to Hamburg, {to_hamburg.year}: {to_hamburg.published_distance_km}")),
            (_("Shaanxi"), _("Xi’an to Almaty, {to_almaty.year}: {to_almaty.published_distance_km}")),
            (_("Zhejiang"), _("Yiwu to Madrid, {to_madrid.year}: {to_madrid.published_distance_km}")),
            (_("Anhui"), _("Hefei to Hamburg, {from_hefei.year}: {from_hefei.published_distance_km}")),
            (
                _("Guangdong"),
                _("Shenzhen to Duisburg, {from_shenzhen.year}: up to {from_shenzhen.transit_days_max}"),
            ),
        ),
        closing=(
            _(
                "All of these first trains crossed into Kazakhstan at Alashankou. Horgos joined on "
                "{horgos_train.date}, and {horgos_first} passed it that year."
            ),
            _(
                "Today the trains gather in a few big yards. In {xian.year} Xi’an alone had {xian}, Chengdu "
                "{chengdu.bare}, Chongqing {chongqing.bare} and Zhengzhou {zhengzhou.bare}. “Europe” in these "
                "counts includes Russia and Belarus."
            ),
        ),
        charts=(Chart(_("China–Europe freight trains a year"), ("china-europe-trains",), "trains"),),
    )


def _energy(_: Words) -> Step:
    return Step(
        "energy",
        _("Oil, gas and uranium"),
        Scene((49.0, 36.0, 92.0, 52.5), (*_GROUND, "oil", "gas", "resources", "crossings"), 2024),
        (
            _(
                "Kazakh oil first reached China by pipe on {oil_first.date}. The line from Atasu to Alashankou is "
                "{oil_line.published_length_km} long and delivered {oil_now} in {oil_now.year}. Most of that was not "
                "Kazakh at all: {oil_russian} came from Russia and only passed through; {oil_kazakh} came from "
                "Kazakhstan’s own wells."
            ),
            _(
                "Gas comes from farther away. On {gas_first.date} the first line of the Central Asia–China pipeline "
                "opened: {gas_line.published_length_km} from the Turkmen border through Uzbekistan and Kazakhstan. "
                "Two more lines now lie beside it, and all of them enter China at Horgos, where the next pipe takes "
                "over for another {gas_onward.published_length_km}, to Guangzhou. They carried {gas_now} in "
                "{gas_now.year}. Kazakhstan has added gas of its own since {gas_kazakh_first.date}: "
                "{gas_kazakh_peak} in {gas_kazakh_peak.year}, {gas_kazakh_now} in {gas_kazakh_now.year}."
            ),
            _(
                "Uranium needs no pipe. In {uranium_deal.date} Chinese companies agreed to take "
                "{uranium_deal.first} percent of ventures at Irkol, Semizbay and Zhalpak. Irkol can give {irkol}, "
                "Semizbay {semizbay}; Central Mynkuduk, where a Chinese company bought in later, can give "
                "{mynkuduk}. In Oskemen a joint plant turns uranium into fuel assemblies, up to {ulba}."
            ),
        ),
        charts=(
            Chart(_("Gas by the Central Asia–China pipeline"), ("CAGP",), "throughput", "to_cn"),
            Chart(_("Oil by the line Atasu–Alashankou"), ("KCOP-5",), "throughput", "kz_to_cn"),
        ),
    )


def _works(_: Words) -> Step:
    return Step(
        "works",
        _("Roads, rails, factories, power lines"),
        Scene(
            _KAZAKHSTAN, (*_GROUND, "rails", "railways", "roads", "resources", "power", "crossings"), 2025
        ),
        (_("A corridor is more than a line on a map. This is what was built along it."),),
        points=(
            (
                _("Road"),
                _(
                    "The highway Western Europe–Western China runs {highway} from the Yellow Sea to the Baltic, "
                    "{highway_kz} of it through Kazakhstan. Its last piece, the new crossing at Horgos, opened on "
                    "{road_opened.date}."
                ),
            ),
            (
                _("Railway"),
                _(
                    "Kazakhstan laid {railway.second} kilometres of new track to Horgos. In {caspian_line.year} a new line from "
                    "Shalkar to Beyneu opened a way towards the Caspian Sea. And on {second_track.date} the old line from "
                    "Dostyk got its second track, {second_track.first} kilometres of it: room for {second_track.third} "
                    "pairs of trains a day, where there had been room for {second_track.second}."
                ),
            ),
            (
                _("Processing industry"),
                _(
                    "Both countries want Kazakhstan to sell more than raw materials. The refinery in Shymkent, half "
                    "Chinese, can take {refinery} of oil. By the Caspian a Chinese builder put up a plant for "
                    "{plastics} of plastic. A copper smelter at Aktogay is being built, for {smelter} from "
                    "{smelter.year}."
                ),
            ),
            (
                _("Electricity"),
                _(
                    "A line of {line_north.voltage_kv} has run {line_north} from Ekibastuz to Oskemen since "
                    "{line_north.year}, and {line_south} more towards Almaty since {line_south.year}. The Moynak "
                    "hydropower station, {moynak}, was built with a Chinese loan."
                ),
            ),
        ),
    )


def _new(_: Words) -> Step:
    return Step(
        "new",
        _("Links, learning, wind and grain"),
        Scene(_KAZAKHSTAN, (*_GROUND, "rails", "resources", "power", "terminals"), 2026),
        (_("The newest plans are less about pipes and more about what people know and make."),),
        points=(
            (
                _("Interconnectivity"),
                _(
                    "Kazakhstan has docks of its own in China: a terminal in the seaport of Lianyungang since "
                    "{lianyungang.date}, another in the dry port of Xi’an since {xian_terminal.date}. Since "
                    "{visa_free.date} citizens of both countries cross without a visa for short stays."
                ),
            ),
            (
                _("High tech"),
                _(
                    "Near Almaty a factory can build {cars} of Chinese makes. In {luban.date} a college of Tianjin "
                    "and the university of Oskemen opened a workshop that teaches vehicle technology. Huawei and "
                    "Kazakhstan’s state fund signed a digital agreement in {huawei.year}. And in Horgos some "
                    "{hosts.bare} hosts a day sell to both sides by live video."
                ),
            ),
            (
                _("New energy"),
                _(
                    "Wind farms stand at Zhanatas ({zhanatas}, {zhanatas.year}) and Shelek ({shelek}, {shelek.year}). "
                    "A solar park at Orangai, {orangai}, is being built; at Ekibastuz {ekibastuz} of wind power are "
                    "planned for {ekibastuz.year}. A factory in Zhetysu is to make turbines of {turbines}."
                ),
            ),
            (
                _("Agriculture"),
                _(
                    "In the northern grain belt a company from Xi’an can press {oilseeds} of oilseeds. At Taraz a "
                    "plant for {maize} of maize is being built, due in {maize.year}."
                ),
            ),
        ),
    )


def _why_horgos(_: Words) -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Trains"),
            _(
                "{horgos_now} passed in {horgos_now.year}, up from {horgos_first} in {horgos_first.year}. That is "
                "more than at the older crossing, Alashankou, with {alashankou_now}. Ports count trains to Central "
                "Asia, too, so neither figure is a share of the total above."
            ),
        ),
        (
            _("Containers"),
            _("{dry_port_now} changed from one gauge to the other in {dry_port_now.year}."),
        ),
        (
            _("Gas"),
            _("Every line of the Central Asia pipeline enters China here: {gas_now} in {gas_now.year}."),
        ),
        (
            _("Road"),
            _(
                "Here the highway of {highway} crosses the border; {road_now} passed from {road_now.since} to "
                "{road_now.until}."
            ),
        ),
        (
            _("People"),
            _(
                "{centre_now.bare} times somebody walked into or out of the Cooperation Centre, from {centre_now.since} to {centre_now.until}."
            ),
        ),
    )


def _belt(_: Words) -> Step:
    return Step(
        "belt",
        _("The Silk Road Economic Belt today"),
        Scene(
            _EURASIA,
            (*_GROUND, "trains", "crossings", "family-Northern", "family-Middle", "gas"),
            2025,
        ),
        (
            _(
                "On {belt.date}, in Astana, Xi Jinping proposed a Silk Road Economic Belt. That year {trains_belt} "
                "ran between China and Europe; in {trains_now.year} it was {trains_now}, and on "
                "{hundred_thousandth.date} the count since the first one reached {trains_ever}."
            ),
            _(
                "The way north leads through Kazakhstan, Russia and Belarus. The Middle Corridor, across the Caspian "
                "Sea, is smaller: {middle_before} in {middle_before.year}, {middle_last} in {middle_last.year}, "
                "{middle_now} in {middle_now.year}."
            ),
        ),
        heading=_("So why does Horgos matter?"),
        points=_why_horgos(_),
        closing=(
            _(
                "Put together, {port_now} of goods went through from {port_now.since} to {port_now.until}, gas included. "
                "Horgos matters because railway, road, pipeline and market cross the border at one point, and at "
                "that point the rails change their width."
            ),
            _(
                "It matters for the same reason when it stops. Trains leaving China stood {stop_measured} on average in "
                "{stop_measured.year}; in {queue.year} a queue of {queue} was counted. Who plans a way from China "
                "to Europe has to ask first what Horgos can take."
            ),
        ),
        charts=(
            Chart(
                _("Trains at the two rail crossings"), ("khorgos", "alashankou"), "europe_and_asia_trains"
            ),
        ),
    )


def steps(_: Words) -> tuple[Step, ...]:
    """Return the steps with their texts in the reader's language, figures still as names in braces."""
    return tuple(
        make(_) for make in (_neighbours, _target, _horgos, _provinces, _energy, _works, _new, _belt)
    )


STEPS: Final = steps(translator())
"""The steps in English."""
