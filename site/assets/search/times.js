backfileSearch.put("times",{"begins":[-14183400],"undated":")&"});
