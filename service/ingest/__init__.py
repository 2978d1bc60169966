"""Files of every kind to marked text: superscripts, footnotes and page breaks kept, page furniture set apart."""
