// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/requestbody.h"

#include "common/protocol/jsontext.h"
#include "server/api/validator.h"
#include "server/transport/http/dataurl.h"

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView UrlEncoded = "application/x-www-form-urlencoded";

Error invalid(const QString &why)
{
    return {Error::Kind::InvalidInput, "invalid_input"_L1, why};
}

QByteArray mediaType(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.first(semicolon))
        .trimmed()
        .toByteArray()
        .toLower();
}

bool isJson(QByteArrayView type)
{
    return type == "application/json"
        || (type.startsWith("application/") && type.endsWith("+json"));
}

Result<QJsonObject> readJson(const QByteArray &text)
{
    const auto value = parseJson(text);
    if (!value)
        return value.error();
    if (!value->isObject())
        return invalid(u"The body must be a JSON object."_s);
    return value->toObject();
}

//! Takes the file out of \p params, if there is one.
Result<std::shared_ptr<IncomingFile>> takeFile(QLatin1String field, QJsonObject &params,
                                               const UploadSettings &uploads)
{
    const QString url = field.isEmpty() ? QString() : params.value(field).toString();
    if (!isDataUrl(url))
        return std::shared_ptr<IncomingFile>();
    const auto content = readDataUrl(url);
    if (!content || content->isEmpty())
        return invalid(u"%1 must be a file as a data URL in base64"_s.arg(field));
    params.remove(field);
    auto file = IncomingFile::create(uploads, {});
    if (!file)
        return file;
    if (const auto written = (*file)->write(*content); !written)
        return written.error();
    (*file)->close();
    return file;
}

Result<RequestBody> withFile(const Endpoint &endpoint, QJsonObject params,
                             const UploadSettings &uploads)
{
    auto file = takeFile(endpoint.fileField, params, uploads);
    if (!file)
        return file.error();
    return RequestBody{std::move(params), std::move(*file)};
}

} // namespace

Result<RequestBody> readBody(const Endpoint &endpoint, const QByteArray &type,
                             const QByteArray &text, const UploadSettings &uploads)
{
    if (text.trimmed().isEmpty())
        return RequestBody();
    if (mediaType(type) == UrlEncoded)
        return readForm(endpoint, parseQuery(text), uploads);
    if (!isJson(mediaType(type)))
        return Error{Error::Kind::UnsupportedType, "unsupported_type"_L1,
                     u"The body must be JSON (Content-Type: application/json)."_s};
    auto params = readJson(text);
    if (!params)
        return params.error();
    return withFile(endpoint, std::move(*params), uploads);
}

Result<RequestBody> readForm(const Endpoint &endpoint, const TextParams &fields,
                             const UploadSettings &uploads)
{
    Schema schema = endpoint.request;
    if (!endpoint.fileField.isEmpty())
        schema.append(Field{endpoint.fileField});
    return withFile(endpoint, fromText(schema, fields), uploads);
}

bool isReadable(QByteArrayView contentType)
{
    const QByteArray type = mediaType(contentType);
    return isJson(type) || type == UrlEncoded;
}

} // namespace linnet
