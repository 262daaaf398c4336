// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/apireference.h"

#include "server/api/jsonschema.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QString verbOf(Method method)
{
    switch (method) {
    case Method::Get:
        return u"get"_s;
    case Method::Post:
        return u"post"_s;
    case Method::Put:
        return u"put"_s;
    case Method::Patch:
        return u"patch"_s;
    case Method::Delete:
        return u"delete"_s;
    case Method::None:
        break;
    }
    return {};
}

bool hasBody(Method method)
{
    return method != Method::Get && method != Method::Delete;
}

QJsonObject parameter(const Field &field, const QString &place)
{
    QJsonObject schema = jsonSchemaOf(field);
    QJsonObject parameter{
        {u"name"_s, field.name},
        {u"in"_s, place},
        {u"required"_s, place == u"path"_s || field.need == Field::Need::Required}};
    if (const QJsonValue description = schema.take(u"description"_s); description.isString())
        parameter[u"description"_s] = description;
    parameter[u"schema"_s] = schema;
    return parameter;
}

//! \brief The parameters of one row at one of its places, sorted by where they are sent.
class Parameters
{
public:
    Parameters(const Endpoint &endpoint, const Place &place)
        : m_endpoint(endpoint)
    {
        for (const Field &field : endpoint.request) {
            if (place.path.contains('{' + QByteArray(field.name.data(), field.name.size()) + '}'))
                m_parameters.append(parameter(field, u"path"_s));
            else if (hasBody(place.method))
                m_body.append(field);
            else
                m_parameters.append(parameter(field, u"query"_s));
        }
    }

    void addTo(QJsonObject &operation) const
    {
        if (!m_parameters.isEmpty())
            operation[u"parameters"_s] = m_parameters;
        if (m_body.isEmpty() && m_endpoint.fileField.isEmpty())
            return;
        const QJsonObject schema = jsonSchemaOf(m_body);
        QJsonObject content{{u"application/json"_s, QJsonObject{{u"schema"_s, schema}}}};
        if (!m_endpoint.fileField.isEmpty())
            content[u"multipart/form-data"_s] = QJsonObject{{u"schema"_s, formSchema(schema)}};
        operation[u"requestBody"_s] =
            QJsonObject{{u"required"_s, schema.contains(u"required"_s)}, {u"content"_s, content}};
    }

private:
    QJsonObject formSchema(QJsonObject schema) const
    {
        QJsonObject properties = schema[u"properties"_s].toObject();
        properties[m_endpoint.fileField] =
            QJsonObject{{u"type"_s, u"string"_s}, {u"format"_s, u"binary"_s}};
        schema[u"properties"_s] = properties;
        return schema;
    }

    const Endpoint &m_endpoint;
    QJsonArray m_parameters;
    Schema m_body;
};

QJsonObject responses()
{
    return {{u"2XX"_s, QJsonObject{{u"description"_s, u"Done."_s}}},
            {u"4XX"_s, QJsonObject{{u"$ref"_s, u"#/components/responses/Refused"_s}}},
            {u"5XX"_s, QJsonObject{{u"$ref"_s, u"#/components/responses/Failed"_s}}}};
}

QJsonArray securityOf(Access access)
{
    if (access == Access::Public)
        return {};
    return {QJsonObject{{u"bearer"_s, QJsonArray()}}, QJsonObject{{u"cookie"_s, QJsonArray()}}};
}

QJsonObject bareOperation(const QString &summary, const QString &tag, Access access)
{
    return {{u"summary"_s, summary},
            {u"tags"_s, QJsonArray{tag}},
            {u"security"_s, securityOf(access)},
            {u"responses"_s, responses()}};
}

QJsonObject operationOf(const EndpointRow &row, const Place &place)
{
    const Endpoint &endpoint = row.endpoint;
    QJsonObject operation = bareOperation(endpoint.name, row.dialect->name(), endpoint.access);
    if (endpoint.capabilities)
        operation[u"x-capability"_s] = namesOf(endpoint.capabilities).join(u", "_s);
    if (!endpoint.event.isEmpty())
        operation[u"x-socket-event"_s] = endpoint.event;
    Parameters(endpoint, place).addTo(operation);
    return operation;
}

QJsonObject responseObject(const QString &description)
{
    const QJsonObject schema{{u"type"_s, u"object"_s}};
    return {
        {u"description"_s, description},
        {u"content"_s, QJsonObject{{u"application/json"_s, QJsonObject{{u"schema"_s, schema}}}}}};
}

QJsonObject components()
{
    const QJsonObject bearer{
        {u"type"_s, u"http"_s}, {u"scheme"_s, u"bearer"_s}, {u"bearerFormat"_s, u"JWT"_s}};
    const QJsonObject cookie{
        {u"type"_s, u"apiKey"_s},
        {u"in"_s, u"cookie"_s},
        {u"name"_s, u"accessToken"_s},
        {u"description"_s, u"Or jwt or token, as the page's family has it."_s}};
    return {{u"securitySchemes"_s, QJsonObject{{u"bearer"_s, bearer}, {u"cookie"_s, cookie}}},
            {u"responses"_s,
             QJsonObject{{u"Refused"_s, responseObject(u"What was wrong with the request."_s)},
                         {u"Failed"_s, responseObject(u"The server could not, for now."_s)}}}};
}

} // namespace

QJsonObject openApiDocument(const EndpointTable &table, const QString &version,
                            const std::vector<OtherPath> &others)
{
    QHash<QString, QJsonObject> paths; // A QJsonObject in another is copied with each change.
    for (const EndpointRow &row : table.rows()) {
        std::vector<Place> places = row.endpoint.aliases;
        if (row.endpoint.method != Method::None)
            places.insert(places.begin(),
                          {row.endpoint.method,
                           QByteArray(row.endpoint.path.data(), row.endpoint.path.size())});
        for (const Place &place : places)
            paths[QString::fromLatin1(place.path)][verbOf(place.method)] = operationOf(row, place);
    }
    for (const OtherPath &other : others)
        paths[other.path][verbOf(Method::Get)] =
            bareOperation(other.summary, other.tag, other.access);
    QJsonObject all;
    for (auto path = paths.cbegin(); path != paths.cend(); ++path)
        all[path.key()] = path.value();
    return {{u"openapi"_s, u"3.1.0"_s},
            {u"info"_s, QJsonObject{{u"title"_s, u"Linnet"_s}, {u"version"_s, version}}},
            {u"paths"_s, all},
            {u"components"_s, components()}};
}

} // namespace linnet
