"""A run on paper: the report as PDF, as a workbook, as CSV files, and its charts as pictures.

All of them are made from the sections of the report, so what is new there is on paper too.
"""
