/* What datasets have in common and refer to: publisher, contact, terms of use, place, theme,
 * statements, and codes of other people's lists, each with its type, because no reader infers.
 *
 * Codes have skos:prefLabel and no rdfs:label: CKAN takes that for the value in place of the IRI.
 * Media types have one, because CKAN knows a format by it. */
#include "catalogue_parts.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/file_kind.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"

#include <stdio.h>
#include <string.h>

#define CONTACT "/id/catalog#contact"
#define COUNTRY EU_AUTHORITY "country/JPN"

static struct slice cell(const struct saying *saying, const char *name)
{
    return instance_cell(saying->catalogue->instance, name);
}

/* A local government: the code begins with the number of a prefecture, 01 to 47. */
static bool is_local(const struct instance *instance)
{
    const char *code = instance->publisher_code;
    return strlen(code) == 6 && strncmp(code, "00", 2) != 0;
}

static bool has_contact(const struct saying *saying)
{
    return cell(saying, "contact_name_ja").len || cell(saying, "contact_email").len ||
           cell(saying, "contact_url").len;
}

void say_responsible(struct saying *saying)
{
    char path[PUBLISHER_SIZE];
    catalogue_publisher(saying->catalogue, path);
    say_path(saying, "dct:publisher", path, "");
    say_link(saying, "dct:license", saying->catalogue->instance->licence_url, "");
    if (has_contact(saying))
        say_path(saying, "dcat:contactPoint", CONTACT, "");
}

void catalogue_publisher(const struct catalogue *catalogue, char path[PUBLISHER_SIZE])
{
    const struct instance *instance = catalogue->instance;
    if (catalogue->bodies && is_local(instance))
        snprintf(path, PUBLISHER_SIZE, "/id/%s/%s", catalogue->bodies->name,
                 instance->publisher_code);
    else
        snprintf(path, PUBLISHER_SIZE, "/id/catalog#publisher");
}

void catalogue_place(const struct instance *instance, char iri[PLACE_SIZE])
{
    if (is_local(instance))
        snprintf(iri, PLACE_SIZE, "http://data.e-stat.go.jp/lod/sac/C%.5s",
                 instance->publisher_code);
    else
        snprintf(iri, PLACE_SIZE, "%s", COUNTRY);
}

void say_place(struct saying *saying)
{
    char iri[PLACE_SIZE];
    catalogue_place(saying->catalogue->instance, iri);
    say_link(saying, "dct:spatial", iri, "");
}

/* The code of an instance's cell, or NULL. */
static const struct code *code_of(const struct saying *saying, const char *name)
{
    const struct column *column = model_column(&instance_resource, slice_of(name));
    struct slice value = cell(saying, name);
    return column && value.len ? column_code(column, value) : NULL;
}

static void link_code(struct saying *saying, const char *predicate, const struct code *code)
{
    char iri[256];
    if (code && model_expand(slice_of(code->iri), iri, sizeof iri))
        say_link(saying, predicate, iri, "");
}

void say_theme(struct saying *saying)
{
    link_code(saying, "dcat:theme", code_of(saying, "theme"));
}

void say_frequency(struct saying *saying)
{
    link_code(saying, "dct:accrualPeriodicity", code_of(saying, "update_frequency"));
}

/* --- subjects --- */

static void publisher(struct saying *saying)
{
    const struct instance *instance = saying->catalogue->instance;
    bool local = is_local(instance);
    char path[PUBLISHER_SIZE];
    catalogue_publisher(saying->catalogue, path);
    say_own(saying, path, "", "foaf:Agent");
    say_cells(saying, "foaf:name", "publisher_name");
    say_typed(saying, "dct:identifier", instance->publisher_code, NULL);
    if (!local || !saying->catalogue->bodies) /* its record has its own */
        say_path(saying, "foaf:homepage", "/", "");
    if (local)
        say_link(saying, "dct:type", "http://purl.org/adms/publishertype/LocalAuthority", "");
    say_end(saying);
    if (!local)
        return;
    say_thing(saying, "http://purl.org/adms/publishertype/LocalAuthority", "skos:Concept");
    say_both(saying, "skos:prefLabel", "地方公共団体", "local authority");
    say_link(saying, "skos:inScheme", "http://purl.org/adms/publishertype/1.0", "");
    say_end(saying);
}

/* An address may hold characters that an IRI may not. */
static void put_mailbox(struct out *out, struct slice address)
{
    static const char hex[] = "0123456789ABCDEF";
    out_text(out, "mailto:");
    for (size_t i = 0; i < address.len; i++) {
        unsigned char byte = (unsigned char)address.at[i];
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= 'a' && byte <= 'z') || strchr("@.-_+", byte);
        if (plain && byte) {
            out_char(out, (char)byte);
        } else {
            char text[] = {'%', hex[byte >> 4], hex[byte & 15]};
            out_bytes(out, text, sizeof text);
        }
    }
}

static void contact(struct saying *saying)
{
    if (!has_contact(saying))
        return;
    struct slice email = cell(saying, "contact_email"), url = cell(saying, "contact_url");
    say_own(saying, CONTACT, "", "vcard:Kind");
    say_cells(saying, "vcard:fn",
              cell(saying, "contact_name_ja").len ? "contact_name" : "publisher_name");
    if (email.len) {
        out_reset(&saying->object.out);
        put_mailbox(&saying->object.out, email);
        saying->sink->link(saying->emit, slice_of("vcard:hasEmail"),
                           out_written(&saying->object.out));
    }
    if (url.len)
        saying->sink->link(saying->emit, slice_of("vcard:hasURL"), url);
    say_end(saying);
}

static void terms(struct saying *saying)
{
    say_thing(saying, saying->catalogue->instance->licence_url, "dct:LicenseDocument");
    say_cells(saying, "dct:title", "licence_name");
    say_end(saying);
    say_thing(saying, EU_AUTHORITY "access-right/PUBLIC", "dct:RightsStatement");
    say_both(saying, "skos:prefLabel", "公開", "public");
    say_end(saying);
    say_thing(saying, EU_AUTHORITY "planned-availability/STABLE", "skos:Concept");
    say_both(saying, "skos:prefLabel", "継続して公開", "stable");
    say_link(saying, "skos:inScheme", EU_AUTHORITY, "planned-availability");
    say_end(saying);
}

static void place(struct saying *saying)
{
    char iri[PLACE_SIZE];
    catalogue_place(saying->catalogue->instance, iri);
    say_thing(saying, iri, "dct:Location");
    if (is_local(saying->catalogue->instance))
        say_typed(saying, "dct:identifier", saying->catalogue->instance->publisher_code, NULL);
    else
        say_both(saying, "rdfs:label", "日本", "Japan");
    say_end(saying);
}

static void codes(struct saying *saying)
{
    const struct code *theme = code_of(saying, "theme");
    const struct code *frequency = code_of(saying, "update_frequency");
    char iri[256];
    say_thing(saying, EU_AUTHORITY "data-theme", "skos:ConceptScheme");
    say_both(saying, "dct:title", "データの分野（EU）", "Data themes (EU)");
    say_end(saying);
    if (theme && model_expand(slice_of(theme->iri), iri, sizeof iri)) {
        say_thing(saying, iri, "skos:Concept");
        say_both(saying, "skos:prefLabel", theme->title_ja, theme->title_en);
        say_link(saying, "skos:inScheme", EU_AUTHORITY, "data-theme");
        say_end(saying);
    }
    if (frequency && model_expand(slice_of(frequency->iri), iri, sizeof iri)) {
        say_thing(saying, iri, "dct:Frequency");
        say_both(saying, "skos:prefLabel", frequency->title_ja, frequency->title_en);
        say_link(saying, "skos:inScheme", EU_AUTHORITY, "frequency");
        say_end(saying);
    }
}

static void languages(struct saying *saying)
{
    say_thing(saying, EU_AUTHORITY "language/JPN", "dct:LinguisticSystem");
    say_both(saying, "skos:prefLabel", "日本語", "Japanese");
    say_end(saying);
    say_thing(saying, EU_AUTHORITY "language/ENG", "dct:LinguisticSystem");
    say_both(saying, "skos:prefLabel", "英語", "English");
    say_end(saying);
}

static void statements(struct saying *saying)
{
    say_own(saying, "/id/catalog", "#provenance", "dct:ProvenanceStatement");
    say_both(
        saying, "rdfs:label",
        "公開者がまとめ、公開前に形式と参照関係を検査した。変更は番号の付いた公開版ごとに残る。",
        "Compiled by the publisher; form and references were checked before publication. Every "
        "change belongs to a numbered release.");
    say_end(saying);
    say_own(saying, "/id/catalog", "#provenance-by-row", "dct:ProvenanceStatement");
    say_both(saying, "rdfs:label",
             "行ごとに、内容が書かれている出典（`source`）と箇所（`locator`）を示している。",
             "Each row names the source that states it (`source`) and the place in it "
             "(`locator`).");
    say_end(saying);
}

static bool is_said(const struct saying *saying, size_t at)
{
    return saying->kinds & 1U << at;
}

/* Several kinds may have one media type or one file type: it is described once. */
static void formats(struct saying *saying)
{
    char iri[256];
    for (size_t i = 0; file_kinds[i].suffix; i++) {
        const struct file_kind *kind = &file_kinds[i];
        bool type = is_said(saying, i), file = type;
        for (size_t j = 0; j < i; j++) {
            type = type &&
                   !(is_said(saying, j) && strcmp(file_kinds[j].media_type, kind->media_type) == 0);
            file = file &&
                   !(is_said(saying, j) && strcmp(file_kinds[j].file_type, kind->file_type) == 0);
        }
        if (type) {
            snprintf(iri, sizeof iri, "%s%s", MEDIA_TYPES, kind->media_type);
            say_thing(saying, iri, "dct:MediaType");
            say_typed(saying, "rdfs:label", kind->media_type, NULL);
            say_end(saying);
        }
        if (file) {
            snprintf(iri, sizeof iri, "%sfile-type/%s", EU_AUTHORITY, kind->file_type);
            say_thing(saying, iri, "dct:MediaTypeOrExtent");
            say_typed(saying, "rdfs:label", kind->file_type, NULL);
            say_end(saying);
        }
    }
    if (!saying->packed)
        return;
    say_thing(saying, MEDIA_TYPES "application/gzip", "dct:MediaType");
    say_typed(saying, "rdfs:label", "application/gzip", NULL);
    say_end(saying);
}

void say_shared(struct saying *saying)
{
    publisher(saying);
    contact(saying);
    terms(saying);
    place(saying);
    codes(saying);
    languages(saying);
    statements(saying);
    formats(saying);
    say_metrics(saying);
    say_thing(saying, "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
              "spdx:ChecksumAlgorithm");
    say_typed(saying, "skos:prefLabel", "SHA-256", NULL);
    say_end(saying);
}
