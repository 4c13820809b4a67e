backfileSearch.put("times-0","!$`+(Pv-#`;!PO'oe$&`l8%");
