backfileSearch.put("places",[""]);
