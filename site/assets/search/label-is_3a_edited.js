backfileSearch.put("label-is_3a_edited","#!");
