"""Pages of the app run without a browser, for the tests of the app."""

from streamlit.testing.v1 import AppTest

LIMIT_S = 240


def run_app(root, **params):
    app = AppTest.from_file(str(root / "app.py"), default_timeout=LIMIT_S)
    app.query_params.update(params)
    app.run()
    assert not app.exception, [fault.message for fault in app.exception]
    return app


def param(app, name):
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def texts(app):
    return " ".join(
        str(node.value) for kind in ("title", "subheader", "markdown", "caption") for node in app.get(kind)
    )
