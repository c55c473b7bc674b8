"""LSTM Visualizer: `streamlit run app.py`.

Streamlit loads this file twice: as module `app`, for the routes, and as `__main__`, for each run of the page. Worker
processes load it as `__mp_main__` and must find nothing to do.
"""

if __name__ != "__mp_main__":
    import streamlit as st
    from starlette.middleware import Middleware

    from lstm_viz.ui import server
    from lstm_viz.ui.main import main
    from lstm_viz.ui.person import NamedBrowsers
    from lstm_viz.ui.routes import routes

    if __name__ == "__main__":
        main()
    else:
        server.engine()
        server.settle()  # all is imported, and no session has anything yet that would be held for ever
        app = st.App(__file__, routes=routes(), middleware=[Middleware(NamedBrowsers)])
