# Puts the settings into a manual page, in place of the line @SETTINGS@: first the output of `hiraku serve --help`, then the page.
# A line of a setting is "  --name ARGUMENT   sentence"; --store is explained in the page itself.
NR == FNR {
    if ($0 ~ /^  --[a-z]/ && $1 != "--store") {
        name = substr($1, 3)
        gsub(/-/, "\\-", name)
        text = $0
        sub(/^ *[^ ]+ +[^ ]+ +/, "", text)
        gsub(/\\/, "\\e", text)
        gsub(/-/, "\\-", text)
        settings = settings ".TP\n.BI \\-\\-" name " \" " $2 "\"\n\\&" text "\n"
    }
    next
}
$0 == "@SETTINGS@" { printf "%s", settings; next }
{ print }
