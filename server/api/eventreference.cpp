// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/eventreference.h"

#include "server/api/jsonschema.h"
#include "server/bus/sampleevents.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QString SampleOrigin = u"https://chat.example.org"_s;

//! \return \p name where it may stand in a JSON pointer.
QString escaped(QString name)
{
    return name.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

QJsonObject reference(const QString &pointer)
{
    return {{u"$ref"_s, u"#/"_s + pointer}};
}

//! \return the value that \p json is: an event's argument need not be an object.
QJsonValue valueOf(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().first();
}

//! \brief The messages of one direction between the server and a family's clients, each once.
class Messages
{
public:
    //! \p suffix tells apart what both sides send under one name.
    explicit Messages(QString suffix)
        : m_suffix(std::move(suffix))
    {}

    bool isEmpty() const { return m_byName.empty(); }

    //! Another shape of the same event stands beside those that are known.
    void add(const QString &name, const QJsonObject &shape, QJsonObject message = {})
    {
        Entry &entry = m_byName[name];
        if (entry.message.isEmpty())
            entry.message = std::move(message);
        if (!entry.shapes.contains(shape))
            entry.shapes.append(shape);
    }

    void addTo(QJsonObject &messages) const
    {
        for (const auto &[name, entry] : m_byName) {
            QJsonObject message = entry.message;
            message[u"name"_s] = name;
            message[u"payload"_s] = entry.shapes.size() == 1
                ? entry.shapes.first()
                : QJsonValue(QJsonObject{{u"anyOf"_s, entry.shapes}});
            messages[name + m_suffix] = message;
        }
    }

    QJsonArray referencesFrom(const QString &channel) const
    {
        QJsonArray references;
        for (const auto &entry : m_byName)
            references.append(reference(u"channels/%1/messages/%2"_s.arg(
                escaped(channel), escaped(entry.first + m_suffix))));
        return references;
    }

private:
    struct Entry
    {
        QJsonObject message;
        QJsonArray shapes;
    };

    QString m_suffix;
    std::map<QString, Entry> m_byName;
};

//! \brief One family's part of the document.
class FamilyChannel
{
public:
    FamilyChannel(const Dialect &dialect, const EndpointTable &table)
        : m_dialect(dialect)
    {
        for (const EndpointRow &row : table.rows())
            if (row.dialect == &dialect && !row.endpoint.event.isEmpty())
                addRequest(row.endpoint);
        for (const Event &event : sampleEvents())
            for (const SocketEvent &heard : dialect.encodeFor(event, SampleOrigin))
                m_heard.add(QString::fromUtf8(heard.name), jsonSchemaOf(valueOf(heard.json)));
    }

    void addTo(QJsonObject &channels, QJsonObject &operations) const
    {
        if (m_sent.isEmpty() && m_heard.isEmpty())
            return;
        QJsonObject messages;
        m_sent.addTo(messages);
        m_heard.addTo(messages);
        channels[m_dialect.name()] = QJsonObject{
            {u"address"_s, QJsonValue::Null},
            {u"title"_s, u"The sockets and streams of the family \"%1\""_s.arg(m_dialect.name())},
            {u"messages"_s, messages}};
        addOperation(operations, u"receive"_s, m_sent);
        addOperation(operations, u"send"_s, m_heard);
    }

private:
    void addRequest(const Endpoint &endpoint)
    {
        QJsonObject message{{u"summary"_s, endpoint.name}};
        if (!endpoint.bareArgument.isEmpty())
            message[u"description"_s] =
                u"Its argument may be \"%1\" by itself."_s.arg(endpoint.bareArgument);
        m_sent.add(endpoint.event, jsonSchemaOf(endpoint.request), message);
    }

    //! An \p action is the server's: it receives what clients send.
    void addOperation(QJsonObject &operations, const QString &action,
                      const Messages &messages) const
    {
        if (messages.isEmpty())
            return;
        const QString name(m_dialect.name());
        operations[name + u'.' + action] =
            QJsonObject{{u"action"_s, action},
                        {u"channel"_s, reference(u"channels/"_s + escaped(name))},
                        {u"messages"_s, messages.referencesFrom(name)}};
    }

    const Dialect &m_dialect;
    Messages m_sent{u".request"_s};
    Messages m_heard{QString()};
};

} // namespace

QJsonObject asyncApiDocument(const EndpointTable &table, const QString &version)
{
    QJsonObject channels;
    QJsonObject operations;
    for (const Dialect *dialect : table.dialects())
        FamilyChannel(*dialect, table).addTo(channels, operations);
    return {{u"asyncapi"_s, u"3.0.0"_s},
            {u"info"_s,
             QJsonObject{{u"title"_s, u"Linnet"_s},
                         {u"version"_s, version},
                         {u"description"_s,
                          u"Over Socket.IO at /socket.io/, a WebSocket at /ws, or a stream of "
                          "events. A family is that of the session, or what a socket names as its "
                          "\"dialect\". What clients send is acknowledged."_s}}},
            {u"defaultContentType"_s, u"application/json"_s},
            {u"channels"_s, channels},
            {u"operations"_s, operations}};
}

} // namespace linnet
