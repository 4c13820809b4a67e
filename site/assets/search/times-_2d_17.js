backfileSearch.put("times-_2d_17","!$`+(Pv-#`;!PO'oe$&`l8%");
