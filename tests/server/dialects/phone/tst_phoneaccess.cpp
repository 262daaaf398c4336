// SPDX-License-Identifier: GPL-3.0-or-later
// Asks every row for what is not the caller's. Generated from the endpoint table: a row whose
// parameters nobody has told apart from ids below fails, so that a new one cannot be forgotten.
#include "tests/server/dialects/phone/phonefixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

enum class Resource { None, Conversation, Message, Person, FriendRequest, Notification, Session };

//! What a parameter names, by the row's name and its own; "*" stands for any row.
const QHash<std::pair<QString, QString>, Resource> Resources = {
    {{u"conversation"_s, u"id"_s}, Resource::Conversation},
    {{u"group"_s, u"id"_s}, Resource::Conversation},
    {{u"message"_s, u"id"_s}, Resource::Conversation},
    {{u"friend-request"_s, u"id"_s}, Resource::FriendRequest},
    {{u"notification"_s, u"ids"_s}, Resource::Notification},
    {{u"session"_s, u"sessionId"_s}, Resource::Session},
    {{u"star"_s, u"id"_s}, Resource::Conversation},
    {{u"*"_s, u"conversationId"_s}, Resource::Conversation},
    {{u"*"_s, u"messageId"_s}, Resource::Message},
    {{u"*"_s, u"replyTo"_s}, Resource::Message},
    {{u"*"_s, u"recipientId"_s}, Resource::Person},
    {{u"*"_s, u"userId"_s}, Resource::Person},
    {{u"*"_s, u"memberIds"_s}, Resource::Person},
    {{u"*"_s, u"mentions"_s}, Resource::Person},
};

//! What names nothing of anybody's, and what a stranger says there; undefined: nothing.
const QHash<QString, QJsonValue> Plain = {
    {u"avatar"_s, QJsonValue::Undefined},
    {u"avatar_url"_s, QJsonValue::Undefined},
    {u"avatarUrl"_s, QJsonValue::Undefined},
    {u"before"_s, QJsonValue::Undefined},
    {u"beforeSeq"_s, QJsonValue::Undefined},
    {u"bio"_s, QJsonValue::Undefined},
    {u"clientMessageId"_s, QJsonValue::Undefined},
    {u"code"_s, QJsonValue::Undefined},
    {u"contentType"_s, QJsonValue::Undefined},
    {u"currentPassword"_s, QJsonValue::Undefined},
    {u"cursor"_s, QJsonValue::Undefined},
    {u"cursors"_s, QJsonValue::Undefined},
    {u"direction"_s, QJsonValue::Undefined},
    {u"display_name"_s, QJsonValue::Undefined},
    {u"displayName"_s, QJsonValue::Undefined},
    {u"email"_s, QJsonValue::Undefined},
    {u"groupAvatar"_s, QJsonValue::Undefined},
    {u"groupName"_s, u"Mine"_s},
    {u"groups"_s, QJsonValue::Undefined},
    {u"keepOtherSessions"_s, QJsonValue::Undefined},
    {u"language"_s, QJsonValue::Undefined},
    {u"lastSeen"_s, QJsonValue::Undefined},
    {u"lastSyncTimestamp"_s, QJsonValue::Undefined},
    {u"limit"_s, QJsonValue::Undefined},
    {u"mediaSize"_s, QJsonValue::Undefined},
    {u"mediaThumbnail"_s, QJsonValue::Undefined},
    {u"mediaUrl"_s, QJsonValue::Undefined},
    {u"name"_s, u"Mine"_s},
    {u"newPassword"_s, QJsonValue::Undefined},
    {u"phoneNumbers"_s, QJsonArray{u"+4915100"_s}},
    {u"q"_s, u"Secret"_s},
    {u"readReceipts"_s, QJsonValue::Undefined},
    {u"status_text"_s, QJsonValue::Undefined},
    {u"statusText"_s, QJsonValue::Undefined},
    {u"textContent"_s, u"Hi"_s},
    {u"unread"_s, QJsonValue::Undefined},
    {u"until"_s, QJsonValue::Undefined},
    {u"username"_s, QJsonValue::Undefined},
};

//! What somebody who is blocked hears of the one who blocks, where it is not what they hear of
//! nobody: the error's code, or nothing where it succeeds.
const QHash<QString, QString> ForTheBlocked = {
    {u"block.add"_s, QString()}, // They may block in turn.
    {u"group.create"_s, u"cannot_add_member"_s}, // As for privacy: it is not told why.
};

std::optional<Resource> resourceOf(const QString &row, const QString &param)
{
    for (const QString &feature : {row.section(u'.', 0, 0), u"*"_s}) {
        if (const auto found = Resources.constFind({feature, param}); found != Resources.cend())
            return *found;
    }
    return Plain.contains(param) ? std::optional(Resource::None) : std::nullopt;
}

QString wordsOf(const Result<Answer> &outcome)
{
    if (outcome)
        return u"answers "_s + QString::fromUtf8(QJsonDocument(outcome->body.toObject()).toJson());
    return QString(outcome.error().code) + u": "_s + outcome.error().message;
}

} // namespace

class PhoneAccessTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_phone.reset(); }

    void everyParameterIsToldApart();
    void whatIsAnothersIsAsIfItWereNot_data();
    void whatIsAnothersIsAsIfItWereNot();
    void whoBlocksIsAsIfTheyWereNot();

private:
    using Ids = QHash<Resource, QString>;

    template <typename Visit>
    void forEachRow(Visit visit)
    {
        for (const EndpointRow &row : m_phone->table->rows()) {
            const bool isUpload = !row.endpoint.fileField.isEmpty();
            if (row.endpoint.access != Access::Public && !isUpload
                && row.endpoint.name != "auth.logout"_L1)
                visit(row);
        }
    }

    static bool names(const EndpointRow &row, Resource resource);
    static bool namesWhatIsSomebodys(const EndpointRow &row);
    static QJsonObject paramsFor(const EndpointRow &row, const Ids &ids);
    QString snapshot();

    std::unique_ptr<PhoneFixture> m_phone;
    Ids m_alices; //!< What is Alice's, and the group's.
    const Ids m_nobodys = {{Resource::Conversation, u"7"_s}, {Resource::Message, u"7"_s},
                           {Resource::Person, u"7"_s},       {Resource::FriendRequest, u"7"_s},
                           {Resource::Notification, u"7"_s}, {Resource::Session, u"7"_s}};
};

void PhoneAccessTest::init()
{
    m_phone = std::make_unique<PhoneFixture>();
    const ConversationId group = m_phone->group(m_phone->alice, {m_phone->bob, m_phone->carol});
    QVERIFY(await(m_phone->groups.remove(m_phone->alice, group, m_phone->carol)));
    const Message secret = m_phone->say(m_phone->alice, group, u"Secret words"_s);
    const auto asked = await(m_phone->friends.request(m_phone->bob, m_phone->alice));
    const auto told = await(m_phone->notifications.list(m_phone->alice, {}));
    const auto session = await(m_phone->tokens.prepare(*await(m_phone->people.find(m_phone->alice)),
                                                       {{}, {}, u"tablet"_s, u"phone"_s}));
    QVERIFY(await(m_phone->database->write(
        [&](Stores &stores) { return m_phone->tokens.open(stores, *session); })));
    m_alices = {
        {Resource::Conversation, group.toString()},
        {Resource::Message, secret.id.toString()},
        {Resource::Person, m_phone->alice.toString()},
        {Resource::FriendRequest, asked->id.toString()},
        {Resource::Notification, told->notifications.front().notification.id.toString()},
        {Resource::Session, session->session.id.toString()},
    };
}

bool PhoneAccessTest::names(const EndpointRow &row, Resource resource)
{
    const Schema &schema = row.endpoint.request;
    return std::any_of(schema.begin(), schema.end(), [&](const Field &field) {
        return resourceOf(row.endpoint.name, field.name) == resource;
    });
}

bool PhoneAccessTest::namesWhatIsSomebodys(const EndpointRow &row)
{
    return names(row, Resource::Conversation) || names(row, Resource::Message)
        || names(row, Resource::FriendRequest) || names(row, Resource::Notification)
        || names(row, Resource::Session);
}

QJsonObject PhoneAccessTest::paramsFor(const EndpointRow &row, const Ids &ids)
{
    QJsonObject params;
    for (const Field &field : row.endpoint.request) {
        const Resource resource =
            resourceOf(row.endpoint.name, field.name).value_or(Resource::None);
        const bool isReply = resource == Resource::Message && field.need == Field::Need::Optional;
        if (isReply || (resource != Resource::None && !ids.contains(resource)))
            continue;
        QJsonValue value = Plain.value(field.name, QJsonValue::Undefined);
        if (resource != Resource::None)
            value = ids.value(resource);
        if (field.type == Field::Type::StringArray)
            value = QJsonArray{value};
        if (!value.isUndefined())
            params[field.name] = value;
    }
    return params;
}

//! \return what must not change, as Alice sees it.
QString PhoneAccessTest::snapshot()
{
    QString all;
    const QByteArray group = m_alices.value(Resource::Conversation).toLatin1();
    for (const QByteArray &path :
         {QByteArray("/api/v1/users/me"), QByteArray("/api/v1/users/me/privacy"),
          QByteArray("/api/v1/notifications"), QByteArray("/api/v1/friends/requests"),
          QByteArray("/api/v1/sessions"), QByteArray("/api/v1/groups/" + group + "/members"),
          QByteArray("/api/v1/chat/conversations/" + group + "/messages")})
        all += wordsOf(m_phone->http(Method::Get, path, m_phone->alice));
    return all;
}

void PhoneAccessTest::everyParameterIsToldApart()
{
    QStringList unknown;
    forEachRow([&unknown](const EndpointRow &row) {
        for (const Field &field : row.endpoint.request) {
            if (!resourceOf(row.endpoint.name, field.name))
                unknown.append(row.endpoint.name + u' ' + field.name);
        }
    });
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
}

void PhoneAccessTest::whatIsAnothersIsAsIfItWereNot_data()
{
    QTest::addColumn<qint64>("asker");
    QTest::newRow("stranger") << qint64(104);
    QTest::newRow("former member") << qint64(103);
}

//! What a former member may still read ends where they left: the secret was said later.
void PhoneAccessTest::whatIsAnothersIsAsIfItWereNot()
{
    QFETCH(qint64, asker);
    const bool isStranger = UserId(asker) == m_phone->mallory;
    const QString before = snapshot();
    QStringList complaints;
    forEachRow([&](const EndpointRow &row) {
        Ids foreign = m_alices;
        foreign[Resource::Person] = m_nobodys.value(Resource::Person); // People are there for all.
        const QString found =
            wordsOf(PhoneFixture::run(row, UserId(asker), paramsFor(row, foreign)));
        if (found.contains(u"Secret"_s))
            complaints.append(row.endpoint.name + u" tells: "_s + found);
        const QString missing =
            wordsOf(PhoneFixture::run(row, UserId(asker), paramsFor(row, m_nobodys)));
        if (isStranger && namesWhatIsSomebodys(row) && found != missing)
            complaints.append(row.endpoint.name + u" tells apart: "_s + found + u" from "_s
                              + missing);
    });
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QCOMPARE(snapshot(), before);
}

void PhoneAccessTest::whoBlocksIsAsIfTheyWereNot()
{
    QVERIFY(await(m_phone->blocks.block(m_phone->alice, m_phone->mallory)));
    const QString before = snapshot();
    QStringList complaints;
    forEachRow([&](const EndpointRow &row) {
        if (!names(row, Resource::Person))
            return;
        Ids nobody = m_nobodys;
        nobody.remove(Resource::Conversation); // So that a message is for the person.
        Ids blocker = nobody;
        blocker[Resource::Person] = m_alices.value(Resource::Person);
        const auto outcome = PhoneFixture::run(row, m_phone->mallory, paramsFor(row, blocker));
        const auto missing = PhoneFixture::run(row, m_phone->mallory, paramsFor(row, nobody));
        const QString name = row.endpoint.name;
        const bool isAsExpected = ForTheBlocked.contains(name)
            ? ForTheBlocked.value(name) == (outcome ? QString() : QString(outcome.error().code))
            : wordsOf(outcome) == wordsOf(missing);
        if (!isAsExpected)
            complaints.append(name + u": "_s + wordsOf(outcome) + u" and not "_s
                              + wordsOf(missing));
    });
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QCOMPARE(snapshot(), before);
}

QTEST_GUILESS_MAIN(PhoneAccessTest)
#include "tst_phoneaccess.moc"
