"""Projects, figures and footnotes of many reports as one table, for spreadsheets and data tools."""
