# hiraku from R (Debian: r-base-core r-cran-jsonlite).
#     Rscript hiraku.R table programs                  a whole table
#     Rscript hiraku.R list 'kpis?kind=kpi'            a list, whatever its number of pages
#     Rscript hiraku.R series yokohama-oi-kpi1         an indicator, drawn as text
#
# The address of the service is one more argument, else HIRAKU_URL, else http://127.0.0.1:8080.
# In a session: source("hiraku.R"). Each function returns everything there is, or stops.

BASE <- Sys.getenv("HIRAKU_URL", "http://127.0.0.1:8080")

# The text at an address. R only warns of an error status or a broken connection: here it stops.
fetch <- function(address) {
  old <- options(warn = 2)
  on.exit(options(old))
  connection <- url(URLencode(address), encoding = "UTF-8")
  on.exit(close(connection), add = TRUE)
  paste(readLines(connection), collapse = "\n")
}

fetch_json <- function(address) {
  # R would read 5.00 as 5: the digits get quotes before they are parsed.
  text <- gsub('"value":\\s*(-?[0-9.]+)', '"value":"\\1"', fetch(address))
  jsonlite::fromJSON(text, simplifyVector = FALSE)
}

# A table as a data frame. Every cell is text, as published: "5.00", "011002", empty is "".
load_table <- function(name, base = BASE) {
  total <- fetch_json(paste0(base, "/v1/", name, "?limit=1"))$total
  frame <- read.csv(text = fetch(paste0(base, "/v1/", name, ".csv")), colClasses = "character",
                    na.strings = character(), fill = FALSE, check.names = FALSE)
  if (nrow(frame) != total) stop(name, ": ", nrow(frame), " rows of ", total, "; load it again")
  frame
}

# The answer to a query such as "programs?kind=plan", with the items of all its pages.
load_list <- function(path, base = BASE) {
  whole <- page <- fetch_json(paste0(base, "/v1/", path))
  while (!is.null(page$`next`)) { # an absolute path, null on the last page
    page <- fetch_json(paste0(sub("^(https?://[^/]+).*", "\\1", base), page$`next`))
    if (page$changed_in != whole$changed_in) stop(path, ": the data changed between two pages")
    whole$items <- c(whole$items, page$items)
  }
  count <- length(whole$items)
  different <- length(unique(vapply(whole$items, `[[`, "", "id")))
  if (different != count || !(is.null(whole$total) || whole$total == count) ||
      !(whole$complete || !is.null(whole$`next`)))
    stop(path, ": ", count, " records, ", different, " different ones, of ", whole$total)
  whole
}

print_series <- function(kpi_id, base = BASE) {
  series <- load_list(paste0("kpis/", kpi_id, "/series"), base)
  kpi <- series$kpi
  writeLines(c(paste0(kpi$name_ja, " (", kpi$id, ")"),
               paste("unit:", kpi$unit_ja, "| good direction:", c(kpi$direction, "not stated")[1])))
  highest <- max(0, as.numeric(unlist(lapply(series$items, `[[`, "value")))) # numbers only to draw
  for (item in series$items) {
    share <- if (highest > 0) as.numeric(c(item$value, 0)[1]) / highest else 0
    gap <- if (!is.null(item$missing)) paste("missing:", item$missing) # a gap is no zero: it says why
    marks <- c(item$item, item$segment, item$area, item$qualifier, item$status, item$certainty)
    words <- c(sprintf("%-21s %-10s %-10s %10s", item$period, item$value_type, item$accumulation,
                       c(item$value, "")[1]), strrep("#", max(0, floor(20 * share))), gap, marks)
    writeLines(paste(words[!words %in% c("", "exact", "final")], collapse = " "))
  }
  writeLines(series$attribution)
}

if (sys.nframe() == 0L) {
  args <- commandArgs(trailingOnly = TRUE)
  base <- sub("/$", "", c(args[-(1:2)], BASE)[1])
  command <- if (length(args) %in% 2:3) args[1] else ""
  if (command == "table") {
    size <- dim(load_table(args[2], base))
    writeLines(sprintf("%s: %d rows, %d columns", args[2], size[1], size[2]))
  } else if (command == "list") {
    writeLines(vapply(load_list(args[2], base)$items, `[[`, "", "id"))
  } else if (command == "series") {
    print_series(args[2], base)
  } else stop("usage: Rscript hiraku.R table NAME | list QUERY | series KPI  [ADDRESS]")
}
