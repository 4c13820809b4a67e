backfileSearch.put("label-has_3a_time","!(");
