#!/bin/sh
# CSV 3.2.2 of Ruby 3.1 (Debian 12): the converter :numeric, which CSV.table always uses, takes digits that begin with zero for
# octal, as Ruby's own source text does: 010006 is 4102, 011002 is 4610, in quotation marks, too. 089999 cannot be octal and becomes
# 89999.0. So the codes of one column are read in two ways. Without converters they stay text.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W ruby3.1 >/dev/null 2>&1 || apt-get install -y --no-install-recommends ruby3.1 >/dev/null
version=$(dpkg-query -W -f '${Version}' ruby3.1)
case $version in 3.1.*) ;; *) echo "ruby3.1 $version is installed, not 3.1. of Debian 12"; exit 2 ;; esac
echo "ruby3.1 $version"
printf 'id,code\na,010006\nb,011002\nc,089999\nd,"010006"\n' >table.csv
cat >try.rb <<'END'
require "csv"
puts "CSV #{CSV::VERSION}"
puts "CSV.table: #{CSV.table("table.csv").map { |row| row[:code] }.join(" ")}"
puts "converters: :numeric: #{CSV.read("table.csv", headers: true, converters: :numeric).map { |row| row["code"] }.join(" ")}"
puts "no converters: #{CSV.read("table.csv", headers: true).map { |row| row["code"] }.join(" ")}"
END
ruby3.1 try.rb | tee seen
cat >expected <<'END'
CSV 3.2.2
CSV.table: 4102 4610 89999.0 4102
converters: :numeric: 4102 4610 89999.0 4102
no converters: 010006 011002 089999 010006
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
