backfileSearch.put("tables-words",{"folded":{"'":"‘’‚‛′ʼʹ`´´","\"":"“”„‟″«»‹›","-":"‐‑‒–—―−﹘﹣－","ss":"ß","σ":"ς","i":"ı","o":"ø","d":"đð","l":"ł","ae":"æ","oe":"œ","th":"þ"},"kept":{"й":"й","ї":"ї"},"marks":"̀-֑ͯ-ׇً-ٰٟ","word":"[\\p{L}\\p{N}](?:[\\p{L}\\p{N}]|[̀-֑ͯ-ׇً-ٰٟ\\u0901-\\u0963\\u0981-\\u0dff\\u0e31-\\u0e4e\\u3099\\u309a])*(?:['’ʼ](?:[\\p{L}\\p{N}]|[̀-֑ͯ-ׇً-ٰٟ\\u0901-\\u0963\\u0981-\\u0dff\\u0e31-\\u0e4e\\u3099\\u309a])+)*","token":"(?\u003crun>[ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff][ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff̀-֑ͯ-ׇً-ٰٟ]*)|(?\u003cinitials>(?\u003c![\\p{L}\\p{N}_.])(?![ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff])[\\p{L}\\p{Nl}\\p{No}](?:\\.(?![ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff])[\\p{L}\\p{Nl}\\p{No}])+(?![\\p{L}\\p{N}_])\\.?)|(?\u003cnumber>(?\u003c![\\p{L}\\p{N}_])(?:\\p{Nd}{1,3}(?:,\\p{Nd}{3})+(?!\\p{Nd})(?:\\.\\p{Nd}+)*|\\p{Nd}+(?:\\.\\p{Nd}+)+))|(?\u003csharp>(?\u003c![\\p{L}\\p{N}_])[A-Za-z](?:\\+\\+|#)(?![\\p{L}\\p{N}_+#]))|[\\p{L}\\p{N}](?:(?![ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff])(?:[\\p{L}\\p{N}]|[̀-֑ͯ-ׇً-ٰٟ\\u0901-\\u0963\\u0981-\\u0dff\\u0e31-\\u0e4e\\u3099\\u309a]))*(?:['’ʼ](?:(?![ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff])(?:[\\p{L}\\p{N}]|[̀-֑ͯ-ׇً-ٰٟ\\u0901-\\u0963\\u0981-\\u0dff\\u0e31-\\u0e4e\\u3099\\u309a]))+)*","cluster":"[ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff̀-֑ͯ-ׇً-ٰٟ][̀-֑ͯ-ׇً-ٰٟัำ-ฺ็-๎ັຳ-ຼ່-໎ါ-ှၖ-ၙၞ-ၠၢ-ၤၧ-ၭၱ-ၴႂ-ႍႏႚ-ႝ឴-៓゙゚៝ﾞﾟ]*","unspaced":"ก-ฺเ-๎ກ-໎ໜ-ໟက-ဿၐ-ႏႚ-ႝក-៓ៗៜ៝⺀-⿟々-〇〡-〩ぁ-゚ゝゞァ-ヺー-ヾㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-\ud8bf\udfff","composed":{"ํา":"ำ","ໍາ":"ຳ"}});
"use strict";
backfileSearch.put("part-words", ({ join, need }) => {
const TABLES = need("tables-words");
const BLANK = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // Python's \s
const strip = (text) => text.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g"), "");
const squeeze = (text) => strip(text).replace(new RegExp(`[${BLANK}]+`, "g"), " ");
const counter = (text) => {
if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
const counts = new Uint32Array(text.length + 1);
for (let at = 0, count = 0; at < text.length; count++) {
counts[at] = count;
at += text.codePointAt(at) > 0xffff ? 2 : 1;
counts[at] = count + 1;
}
return (at) => counts[at];
};
const plainDigits = (text) =>
text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
let first = digit.codePointAt(0);
while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
return (digit.codePointAt(0) - first) % 10;
});
const folded = Object.entries(TABLES.folded).flatMap(([to, all]) => Array.from(all, (character) => [character, to]));
const table = new Map(folded);
const marks = new RegExp(`[${TABLES.marks}]`, "gu");
const translate = (text) => Array.from(text, (character) => table.get(character) ?? character).join("");
const fold = (text) => {
let plain = translate(text).normalize("NFKC").toLowerCase().normalize("NFD");
for (const [pair, letter] of Object.entries(TABLES.kept)) plain = plain.split(pair).join(letter);
return translate(plain.replace(marks, "").normalize("NFC"));
};
const [WORDS, TOKENS, CLUSTERS] = [TABLES.word, TABLES.token, TABLES.cluster].map((each) => new RegExp(each, "gu"));
const UNSPACED = new RegExp(`^[${TABLES.unspaced}]`, "u");
const ALONE = new RegExp(`^(?:${TABLES.cluster})$`, "u");
const isAlone = (word) => ALONE.test(word) && UNSPACED.test(word);
const cut = (text, asked = false) => {
const count = counter(text);
return Array.from(text.matchAll(TOKENS)).flatMap((match) =>
pieces(match, asked).map(([start, end, folded]) => ({
start: count(match.index + start), end: count(match.index + end), fold: folded,
}))
);
};
const pieces = ({ 0: written, groups }, asked) => {
const whole = (folded) => [0, written.length, folded];
if (groups.run !== undefined) return pairs(written, asked);
if (groups.number ?? groups.sharp) return [whole(fold(written.split(",").join("")))];
const bare = groups.initials ? written.split(".").join("") : written;
return (fold(bare).match(WORDS) ?? []).map(whole);
};
const pairs = (run, asked) => {
const read = ({ 0: text, index }) => [index, index + text.length, compose(fold(text))];
const held = Array.from(run.matchAll(CLUSTERS), read);
const found = held.slice(1).map(([, end, other], at) => [held[at][0], end, held[at][2] + other]);
return held.length === 1 || (held.length && !asked) ? [...found, held[held.length - 1]] : found;
};
const compose = (folded) =>
Object.entries(TABLES.composed).reduce((text, [parts, whole]) => text.split(parts).join(whole), folded);
const PLAIN = /^[\p{L}\p{Nd}]+(?:['’][\p{L}\p{Nd}]+)*$/u;
const parsePlain = (written) => {
const words = squeeze(written).split(" ");
const isPlain = words.every((word) => PLAIN.test(word) && !/^(and|or|not)$/i.test(word));
const leaves = isPlain ? words.map((word) => leafOf(foldsOf(word))) : [null];
return leaves.includes(null) ? null : { query: join("and", leaves), notes: [] };
};
const foldsOf = (text) => cut(text, true).map((word) => word.fold);
const leafOf = (held) => (held.length > 1 ? { kind: "phrase", words: held } : held.length ? wordOf(held[0]) : null);
const wordOf = (text) => ({ kind: isAlone(text) ? "prefix" : "word", text });
return { BLANK, counter, cut, fold, foldsOf, isAlone, leafOf, parsePlain, plainDigits, squeeze, strip, unspaced: TABLES.unspaced, wordOf };
});
