"""The app's router: page config, navigation, credits."""

from corridors.app import data_page, learn_page, map_page, plan_page, province_page, shell, throughput_page
from corridors.app.address import page, words

_ = words()
titles = {
    "map": _("Map"),
    "plan": _("Plan a route"),
    "throughput": _("Throughput"),
    "provinces": _("Provinces"),
    "learn": _("Learn"),
    "data": _("Data & sources"),
}
pages = {
    "map": map_page.render,
    "plan": plan_page.render,
    "throughput": throughput_page.render,
    "provinces": province_page.render,
    "learn": learn_page.render,
    "data": data_page.render,
}

shell.set_up(titles[page()])
shell.head(titles)
shell.show(pages[page()])
shell.show(shell.foot)
