backfileSearch.put("vocabulary",{"begins":[""]});
