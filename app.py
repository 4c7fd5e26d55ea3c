"""The app's router: page config, navigation, credits."""

from corridors.app import map_page, plan_page, shell
from corridors.app.address import page, words

_ = words()
titles = {"map": _("Map"), "plan": _("Plan a route")}
pages = {"map": map_page.render, "plan": plan_page.render}

shell.set_up(titles[page()])
shell.head(titles)
shell.show(pages[page()])
shell.show(shell.foot)
