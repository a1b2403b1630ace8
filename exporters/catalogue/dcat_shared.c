/* What datasets have in common and refer to: publisher, contact, terms of use, place, theme,
 * statements, and codes of other people's lists, each with its type, because no reader infers.
 *
 * Codes have skos:prefLabel and no rdfs:label: CKAN takes that for the value in place of the IRI.
 * Media types have one, because CKAN knows a format by it. */
#include "dcat_shared.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"

#include "dcat_quality.h"
#include "dcat_writer.h"

#include <stdio.h>

#define CONTACT "/id/catalog#contact"

static struct slice instance_value(const struct dcat_writer *dcat, const char *name)
{
    return instance_cell(dcat->catalogue->instance, name);
}

static bool has_contact(const struct dcat_writer *dcat)
{
    return instance_value(dcat, "contact_name_ja").len ||
           instance_value(dcat, "contact_email").len || instance_value(dcat, "contact_url").len;
}

void dcat_write_purpose(struct dcat_writer *dcat)
{
    const struct instance *instance = dcat->catalogue->instance;
    dcat_cells(dcat, "dct:title", "title");
    dcat_cells(dcat, "dct:description",
               instance_cell(instance, "description_ja").len ? "description" : "title");
}

void dcat_write_responsible(struct dcat_writer *dcat)
{
    char path[PUBLISHER_SIZE];
    catalogue_publisher(dcat->catalogue, path);
    dcat_link(dcat, "dct:publisher", path, "");
    dcat_link_iri(dcat, "dct:license", dcat->catalogue->instance->licence_url, "");
    if (has_contact(dcat))
        dcat_link(dcat, "dcat:contactPoint", CONTACT, "");
}

void dcat_write_place(struct dcat_writer *dcat)
{
    char iri[PLACE_SIZE];
    catalogue_place(dcat->catalogue->instance, iri);
    dcat_link_iri(dcat, "dct:spatial", iri, "");
}

void dcat_write_keywords(struct dcat_writer *dcat)
{
    static const char *const languages[] = {"ja", "en"};
    for (size_t i = 0; i < 2; i++) {
        struct slice list = instance_value(dcat, i == 0 ? "keywords_ja" : "keywords_en"), keyword;
        while (catalogue_keyword(&list, &keyword))
            dcat_literal(dcat, "dcat:keyword", keyword, languages[i]);
    }
}

void dcat_write_languages(struct dcat_writer *dcat)
{
    dcat_link_iri(dcat, "dct:language", EU_AUTHORITY "language/", "JPN");
    dcat_link_iri(dcat, "dct:language", EU_AUTHORITY "language/", "ENG");
}

/* The code of an instance's cell, or NULL. */
static const struct code *code_of(const struct dcat_writer *dcat, const char *name)
{
    const struct column *column = model_column(&instance_resource, slice_of(name));
    struct slice value = instance_value(dcat, name);
    return column && value.len ? column_code(column, value) : NULL;
}

static void dcat_shared_write_code(struct dcat_writer *dcat, const char *predicate,
                                   const struct code *code)
{
    char iri[256];
    if (code && model_expand(slice_of(code->iri), iri, sizeof iri))
        dcat_link_iri(dcat, predicate, iri, "");
}

void dcat_write_theme(struct dcat_writer *dcat)
{
    dcat_shared_write_code(dcat, "dcat:theme", code_of(dcat, "theme"));
}

void dcat_write_frequency(struct dcat_writer *dcat)
{
    dcat_shared_write_code(dcat, "dct:accrualPeriodicity", code_of(dcat, "update_frequency"));
}

/* --- subjects --- */

static void describe_publisher(struct dcat_writer *dcat)
{
    const struct instance *instance = dcat->catalogue->instance;
    bool local = catalogue_is_local(instance);
    char path[PUBLISHER_SIZE];
    catalogue_publisher(dcat->catalogue, path);
    dcat_begin(dcat, path, "", "foaf:Agent");
    dcat_cells(dcat, "foaf:name", "publisher_name");
    dcat_typed(dcat, "dct:identifier", instance->publisher_code, NULL);
    if (!local || !dcat->catalogue->bodies) /* its record has its own */
        dcat_link(dcat, "foaf:homepage", "/", "");
    if (local)
        dcat_link_iri(dcat, "dct:type", "http://purl.org/adms/publishertype/LocalAuthority", "");
    dcat_end(dcat);
    if (!local)
        return;
    dcat_describe_term(dcat, "http://purl.org/adms/publishertype/LocalAuthority", "skos:Concept",
                       "http://purl.org/adms/publishertype/1.0", "地方公共団体", "local authority");
}

/* An address may hold characters that an IRI may not. */
static void write_mailbox(struct out *out, struct slice address)
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

static void describe_contact(struct dcat_writer *dcat)
{
    if (!has_contact(dcat))
        return;
    struct slice email = instance_value(dcat, "contact_email"),
                 url = instance_value(dcat, "contact_url");
    dcat_begin(dcat, CONTACT, "", "vcard:Kind");
    dcat_cells(dcat, "vcard:fn",
               instance_value(dcat, "contact_name_ja").len ? "contact_name" : "publisher_name");
    if (email.len) {
        out_reset(&dcat->object.out);
        write_mailbox(&dcat->object.out, email);
        dcat->sink->iri(dcat->emit, slice_of("vcard:hasEmail"), out_written(&dcat->object.out));
    }
    if (url.len)
        dcat->sink->iri(dcat->emit, slice_of("vcard:hasURL"), url);
    dcat_end(dcat);
}

static void describe_terms(struct dcat_writer *dcat)
{
    dcat_begin_iri(dcat, dcat->catalogue->instance->licence_url, "dct:LicenseDocument");
    dcat_cells(dcat, "dct:title", "licence_name");
    dcat_end(dcat);
    dcat_describe_term(dcat, EU_AUTHORITY "access-right/PUBLIC", "dct:RightsStatement", NULL,
                       "公開", "public");
    dcat_describe_term(dcat, EU_AUTHORITY "planned-availability/STABLE", "skos:Concept",
                       EU_AUTHORITY "planned-availability", "継続して公開", "stable");
}

static void dcat_shared_describe_place(struct dcat_writer *dcat)
{
    char iri[PLACE_SIZE];
    catalogue_place(dcat->catalogue->instance, iri);
    dcat_begin_iri(dcat, iri, "dct:Location");
    if (catalogue_is_local(dcat->catalogue->instance))
        dcat_typed(dcat, "dct:identifier", dcat->catalogue->instance->publisher_code, NULL);
    else
        dcat_pair(dcat, "rdfs:label", "日本", "Japan");
    dcat_end(dcat);
}

static void describe_codes(struct dcat_writer *dcat)
{
    const struct code *theme = code_of(dcat, "theme");
    const struct code *frequency = code_of(dcat, "update_frequency");
    char iri[256];
    dcat_begin_iri(dcat, EU_AUTHORITY "data-theme", "skos:ConceptScheme");
    dcat_pair(dcat, "dct:title", "データの分野（EU）", "Data themes (EU)");
    dcat_end(dcat);
    if (theme && model_expand(slice_of(theme->iri), iri, sizeof iri)) {
        dcat_describe_term(dcat, iri, "skos:Concept", EU_AUTHORITY "data-theme", theme->title_ja,
                           theme->title_en);
    }
    if (frequency && model_expand(slice_of(frequency->iri), iri, sizeof iri)) {
        dcat_describe_term(dcat, iri, "dct:Frequency", EU_AUTHORITY "frequency",
                           frequency->title_ja, frequency->title_en);
    }
}

static void describe_languages(struct dcat_writer *dcat)
{
    dcat_describe_term(dcat, EU_AUTHORITY "language/JPN", "dct:LinguisticSystem", NULL, "日本語",
                       "Japanese");
    dcat_describe_term(dcat, EU_AUTHORITY "language/ENG", "dct:LinguisticSystem", NULL, "英語",
                       "English");
}

static void describe_statements(struct dcat_writer *dcat)
{
    dcat_begin(dcat, "/id/catalog", "#provenance", "dct:ProvenanceStatement");
    dcat_pair(
        dcat, "rdfs:label",
        "公開者がまとめ、公開前に形式と参照関係を検査した。変更は番号の付いた公開版ごとに残る。",
        "Compiled by the publisher; form and references were checked before publication. Every "
        "change belongs to a numbered release.");
    dcat_end(dcat);
    dcat_begin(dcat, "/id/catalog", "#provenance-by-row", "dct:ProvenanceStatement");
    dcat_pair(dcat, "rdfs:label",
              "行ごとに、内容が書かれている出典（`source`）と箇所（`locator`）を示している。",
              "Each row names the source that states it (`source`) and the place in it "
              "(`locator`).");
    dcat_end(dcat);
}

static bool is_mentioned(const struct dcat_writer *dcat, const struct artifact_format *format)
{
    return dcat->formats & distribution_bit(dcat->catalogue->formats, format);
}

/* Several formats may have one media type or one file type: it is described once. */
static void describe_formats(struct dcat_writer *dcat)
{
    char iri[256];
    const struct artifact_format *const *formats = dcat->catalogue->formats;
    for (size_t i = 0; formats[i]; i++) {
        const struct artifact_format *format = formats[i];
        bool type = is_mentioned(dcat, format), file = type;
        for (size_t j = 0; j < i; j++) {
            if (!is_mentioned(dcat, formats[j]))
                continue;
            type = type && strcmp(formats[j]->media_type, format->media_type) != 0;
            file = file && strcmp(formats[j]->file_type, format->file_type) != 0;
        }
        if (type) {
            snprintf(iri, sizeof iri, "%s%s", MEDIA_TYPES, format->media_type);
            dcat_begin_iri(dcat, iri, "dct:MediaType");
            dcat_typed(dcat, "rdfs:label", format->media_type, NULL);
            dcat_end(dcat);
        }
        if (file) {
            snprintf(iri, sizeof iri, "%sfile-type/%s", EU_AUTHORITY, format->file_type);
            dcat_begin_iri(dcat, iri, "dct:MediaTypeOrExtent");
            dcat_typed(dcat, "rdfs:label", format->file_type, NULL);
            dcat_end(dcat);
        }
    }
}

static void describe_packing(struct dcat_writer *dcat, bool used, const char *media_type)
{
    char iri[256];
    if (!used)
        return;
    snprintf(iri, sizeof iri, "%s%s", MEDIA_TYPES, media_type);
    dcat_begin_iri(dcat, iri, "dct:MediaType");
    dcat_typed(dcat, "rdfs:label", media_type, NULL);
    dcat_end(dcat);
}

void dcat_describe_shared(struct dcat_writer *dcat)
{
    describe_publisher(dcat);
    describe_contact(dcat);
    describe_terms(dcat);
    dcat_shared_describe_place(dcat);
    describe_codes(dcat);
    describe_languages(dcat);
    describe_statements(dcat);
    describe_formats(dcat);
    describe_packing(dcat, dcat->packed, "application/gzip");
    describe_packing(dcat, dcat->zstd, "application/zstd");
    dcat_describe_metrics(dcat);
    dcat_begin_iri(dcat, "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
                   "spdx:ChecksumAlgorithm");
    dcat_typed(dcat, "skos:prefLabel", "SHA-256", NULL);
    dcat_end(dcat);
}
