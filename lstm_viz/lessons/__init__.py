"""The lessons of the Learn page: text, formulas and questions whose answers are computed. No torch, no Streamlit."""
