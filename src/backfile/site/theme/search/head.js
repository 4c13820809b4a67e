/* How does the browser answer a query? By the laws of the command line on the same postings: the same entries, in the
   same order, with the same scores. Each part names the modules it follows; tables and constants come with the data.

   search-data.js calls backfileSearch(data), where `data` holds
     fields      the names of the fields, in the order of `lengths` and of the weights
     filters     the names of the fields that choose, and do not score
     flags       what `is:` and `has:` can ask for
     zone        the time zone of dates that are asked for; zone_name as it is told
     months, weekdays
     ranking     weight and average of each field, context; log2 of 1 to 2 in 256 steps, times 256
     fold        table, kept, marks, word
     analysis    token, cluster, unspaced, composed; elided, and the languages that are eliding; what others call our
                 fields, and is meant
     steering    for a character class: what is shown as its number
     liveblogs   [slug, headline]
     documents   [permalink, live blog, headline or null, label, [printed, machine, day] or null, seconds or null,
                 altered, text]
     lengths     for each document, the words in each field
     labels      flag or language -> documents
     words       field -> word -> [[document, position, …], …]; in filters, [[first, last, position, …], …] for
                 neighbours that hold it alike
     languages   the languages that entries are written in; spoken: for each document, which of them
     stems       language -> word -> stem, where that is another
     endings     language -> [strip, add], longest first
     variants    word -> other spellings of it */
"use strict";

(() => {
