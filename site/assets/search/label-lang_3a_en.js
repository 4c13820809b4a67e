backfileSearch.put("label-lang_3a_en","!-");
