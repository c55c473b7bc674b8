"""How an LSTM works: the six equations, in the colours of the Lab."""

import streamlit as st

from lstm_viz.figures.palette import PALETTES

EQUATIONS = (
    ("forget", r"f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)", "Forget gate: how much of the old cell state is kept."),
    ("input", r"i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i)", "Input gate: how much of the candidate is written."),
    ("candidate", r"g_t = \tanh(W_g x_t + U_g h_{t-1} + b_g)", "Candidate: what could be written."),
    ("output", r"o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)", "Output gate: how much of the cell state is shown."),
    ("cell", r"c_t = f_t \odot c_{t-1} + i_t \odot g_t", "Cell state: what was kept, plus what was written."),
    ("hidden", r"h_t = o_t \odot \tanh(c_t)", "Hidden state: what the next step and the prediction see."),
)


def page() -> None:
    """Draw the page."""
    st.header("How an LSTM works")
    st.markdown(
        "An LSTM reads a sequence one timestep at a time. At each step it gets the input $x_t$ and its own last hidden "
        "state $h_{t-1}$, and carries a **cell state** $c_t$ along. Four small layers look at $x_t$ and $h_{t-1}$; "
        "three of them are gates between 0 (shut) and 1 (open)."
    )
    palette = PALETTES["dark" if st.context.theme.type == "dark" else "light"]
    for name, equation, words in EQUATIONS:
        colour = getattr(palette, name)
        left, right = st.columns(2, vertical_alignment="center")
        left.latex(rf"\textcolor{{{colour}}}{{{equation}}}\;\;")  # room for slanted letters, so that nothing scrolls
        right.markdown(words)
    st.markdown(
        "**Why it remembers.** In a plain recurrent network the gradient passes through $\\tanh$ and one matrix "
        "at every step, and shrinks (or grows) like a power. Along the cell state it is only multiplied by $f_t$: a "
        "gate near 1 lets it pass for hundreds of steps. The forget gate’s bias at the start decides that; the Lab "
        "has a slider for it, and the task *Recall a symbol* shows what it does."
    )
    st.markdown(
        "**See it.** In the Lab every strip is one of these six letters, in the same colour, for every unit at every "
        "timestep; the cell beside them shows one unit’s numbers."
    )
    st.caption(
        "After Hochreiter & Schmidhuber (1997), *Long Short-Term Memory*, and Gers, Schmidhuber & Cummins (2000), "
        "*Learning to Forget*, which added the forget gate."
    )
