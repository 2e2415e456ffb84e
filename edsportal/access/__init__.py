"""Who reaches which address and does what there: the table, and the document made from it."""
