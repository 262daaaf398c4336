// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/protocolprofile/suiteconversation.h"

#include "common/protocol/jsontext.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

const QByteArray Bytes = R"({"_placeholder":true,"num":0})";
const QByteArray Picture = "asdfasdf";

//! \return e.g. "2026-11-21T10:00:00.000Z", with its quotes.
QByteArray date()
{
    return quoteJson(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8());
}

bool isBytes(const Arguments &arguments)
{
    return arguments.json == '[' + Bytes + ']';
}

//! \return whether the argument is an object with bytes between two known texts.
bool isObjectWithBytes(const Arguments &arguments)
{
    const auto value = parseJson(arguments.json);
    const QJsonObject object = value ? value->toArray().at(0).toObject() : QJsonObject();
    return object["hello"_L1] == u"lol"_s && object["goodbye"_L1] == u"gotcha"_s
        && object["message"_L1].isObject() && arguments.attachments.size() == 1;
}

//! \brief What one client says in "/", and what it is answered.
class SuiteConversation : public std::enable_shared_from_this<SuiteConversation>
{
public:
    SuiteConversation(const std::shared_ptr<ClientSocket> &client, QByteArray handshake)
        : m_client(client)
        , m_handshake(std::move(handshake))
    {}

    void hear(const QByteArray &name, const Arguments &arguments, const Ack &ack)
    {
        const auto said = fixedAnswers().constFind(name);
        if (said != fixedAnswers().constEnd()) {
            for (const Arguments &answer : *said)
                say(answer);
        } else if (ack) {
            acknowledge(name, arguments, ack);
        } else {
            check(name, arguments);
        }
    }

private:
    //! What is answered whatever came with the event.
    static const QHash<QByteArray, std::vector<Arguments>> &fixedAnswers()
    {
        static const QHash<QByteArray, std::vector<Arguments>> answers = {
            {"hi", {{R"(["hi"])"}}},
            {"false", {{R"(["false",false])"}}},
            {"doge", {{R"(["doge",)" + Bytes + ']', {Picture}}}},
            {"getbin", {{R"(["takebin",)" + Bytes + ']', {Picture}}}},
            {"getUtf8",
             {{R"(["takeUtf8","てすと"])"},
              {R"(["takeUtf8","Я Б Г Д Ж Й"])"},
              {R"(["takeUtf8","Ä ä Ü ü ß"])"},
              {R"(["takeUtf8","utf8 — string"])"},
              {R"(["takeUtf8","utf8 — string"])"}}},
        };
        return answers;
    }

    void say(const Arguments &event)
    {
        if (const auto client = m_client.lock())
            client->emitArguments(event);
    }

    void acknowledge(const QByteArray &name, const Arguments &arguments, const Ack &ack)
    {
        const auto client = m_client.lock();
        if (name == "echo")
            ack(arguments);
        else if (name == "getAckDate")
            ack({'[' + date() + ']'});
        else if (name == "getHandshake")
            ack({'[' + m_handshake + ']'});
        else if (name == "getId" && client)
            ack({'[' + quoteJson(client->id()) + ']'});
        else
            check(name, arguments);
    }

    void check(const QByteArray &name, const Arguments &arguments)
    {
        if (name == "ack")
            askBack();
        else if (name == "getDate")
            say({R"(["takeDate",)" + date() + ']'});
        else if (name == "getDateObj")
            say({R"(["takeDateObj",{"date":)" + date() + "}]"});
        else if (name == "buffa" && isBytes(arguments))
            say({R"(["buffack"])"});
        else if (name == "blob" && isBytes(arguments))
            say({R"(["back"])"});
        else if ((name == "jsonbuff" || name == "jsonblob") && isObjectWithBytes(arguments))
            say({R"([")" + name + R"(-ack"])"});
        else
            checkOrder(name, arguments);
    }

    //! Some events are answered only after others.
    void checkOrder(const QByteArray &name, const Arguments &arguments)
    {
        if (name == "abuff2" && m_heard.contains("abuff1"))
            say({R"(["abuff2-ack"])"});
        if (name == "blob2" && m_heard.contains("blob1") && arguments.json == R"(["second"])")
            m_heard.insert(name);
        if (name == "blob3" && m_heard.contains("blob2") && isBytes(arguments))
            say({R"(["blob3-ack"])"});
        if ((name == "abuff1" || name == "blob1") && isBytes(arguments))
            m_heard.insert(name);
    }

    void askBack()
    {
        const auto client = m_client.lock();
        if (!client)
            return;
        client->emitArguments({R"(["ack"])"}, [self = shared_from_this()](const Arguments &answer) {
            const auto values = parseJson(answer.json);
            const QJsonArray said = values ? values->toArray() : QJsonArray();
            if (said.at(0) == 5 && said.at(1)["test"_L1].toBool())
                self->say({R"(["got it"])"});
        });
    }

    const std::weak_ptr<ClientSocket> m_client; // Its handlers keep the conversation.
    const QByteArray m_handshake;
    QSet<QByteArray> m_heard;
};

void tellId(const std::shared_ptr<ClientSocket> &client)
{
    client->onEvent([id = client->id()](const QByteArray &name, const Arguments &, const Ack &ack) {
        if (name == "getId" && ack)
            ack({'[' + quoteJson(id) + ']'});
    });
}

} // namespace

void converse(const std::shared_ptr<ClientSocket> &client, const QByteArray &handshake)
{
    if (client->nameSpace() != "/")
        return tellId(client);
    const auto conversation = std::make_shared<SuiteConversation>(client, handshake);
    client->onEvent([conversation](const QByteArray &name, const Arguments &arguments,
                                   const Ack &ack) { conversation->hear(name, arguments, ack); });
}

} // namespace linnet
