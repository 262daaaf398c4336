// SPDX-License-Identifier: GPL-3.0-or-later
// Asks every row of the endpoint table, over HTTP and sockets, for what is not the caller's. Nobody
// has to remember a new row: one whose parameters are not known to rowparams.cpp fails.
#include "server/api/validator.h"
#include "tests/server/app/accesscast.h"
#include "tests/support/await.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

const QString Nobodys = u"7"_s;

//! What answers whoever asks with success, and does and tells nothing, whether or not it exists.
const QSet<QString> AnswersAlike = {
    u"mailotp/chat.leave"_s,        u"mern/message.told"_s,  u"mern/room.leave"_s,
    u"mern/socket.setup"_s,         u"phone/block.remove"_s, u"phone/notification.read"_s,
    u"phone/notification.unread"_s, u"phone/sync.request"_s, u"whispr/notification.mark-read"_s,
    u"whispr/room.leave"_s,
};

//! What is refused as a mistake of the caller's, in the same words whether or not it exists.
const QSet<QString> MistakesAlike = {u"phone/message.send mentions"_s};

//! What somebody who is blocked hears of the one who blocks, where it is not what they hear of
//! nobody: the error's code, or nothing where it succeeds.
const QHash<QString, QString> ForTheBlocked = {
    {u"phone/block.add userId"_s, QString()}, // They may block in turn.
    // As for privacy: it is not told why.
    {u"phone/group.create memberIds"_s, u"cannot_add_member"_s},
    {u"phone/group.add-members memberIds"_s, u"cannot_add_member"_s},
    {u"mern/conversation.open users"_s, u"cannot_add_member"_s},
    {u"mern/conversation.open userIds"_s, u"cannot_add_member"_s},
    {u"mern/conversation.open participants"_s, u"cannot_add_member"_s},
    {u"mern/group.create users"_s, u"cannot_add_member"_s},
    {u"mern/group.create participants"_s, u"cannot_add_member"_s},
    {u"mern/group.add userId"_s, u"cannot_add_member"_s},
    {u"whispr/group.create participants"_s, u"cannot_add_member"_s},
    {u"whispr/group.add-members participants"_s, u"cannot_add_member"_s},
};

//! Who runs the server may touch what is others': the gate asks for their role, as tst_front shows.
bool isTheStaffs(const EndpointRow &row)
{
    return row.endpoint.access == Access::Staff;
}

//! \brief One call: a row, asked by somebody with these parameters.
struct Asked
{
    const EndpointRow &row;
    UserId user;
    QJsonObject params;
};

Result<Answer> outcomeOf(const Asked &asked)
{
    const auto valid = validate(asked.row.endpoint.request, asked.params);
    if (!valid)
        return valid.error();
    Call call;
    call.caller.user = asked.user;
    call.caller.session = SessionId(asked.user.value() + 1'000'000);
    call.caller.address = QHostAddress(QHostAddress::LocalHost);
    call.params = *valid;
    return await(asked.row.endpoint.handler(call));
}

//! \return what a client reads of it, on HTTP and on a socket, without the id it asked for.
QString wordsOf(const EndpointRow &row, const Result<Answer> &outcome, const QString &id)
{
    QString words;
    if (outcome) {
        words = u"success: "_s + QString::fromUtf8(outcome->body.text().utf8);
    } else {
        const Error error = row.dialect->translate(outcome.error());
        for (const QJsonObject &body :
             {row.dialect->errorBody(error), row.dialect->errorAcknowledgement(outcome.error())})
            words += QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact)) + u' ';
        words += u"kind %1"_s.arg(int(error.kind));
    }
    return words.replace(u'"' + id + u'"', u"\"<id>\""_s);
}

//! As the services say it: what a family makes of it is the same for what does not exist.
bool isRefusal(const Result<Answer> &outcome)
{
    if (outcome)
        return false;
    const Error::Kind kind = outcome.error().kind;
    return kind == Error::Kind::NotFound || kind == Error::Kind::Forbidden;
}

} // namespace

class AccessTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void everyParameterIsToldApart();
    void whoMayFindsIt();
    void whatIsAnothersIsAsIfItWereNot();
    void aFormerMemberLearnsAndChangesNothing();
    void aMemberRulesOverNobody();
    void whoBlocksIsAsIfTheyWereNot();
    void theBlockedChangeNothing();

private:
    //! \brief A parameter of a row that names \c kind of things.
    struct Place
    {
        const EndpointRow &row;
        const Field &field;
        Resource kind;

        QString name() const { return nameOf(row) + u' ' + field.name; }
    };

    template <typename Visit>
    void forEachPlace(Visit visit)
    {
        for (const EndpointRow &row : m_world->table().rows()) {
            if (isTheStaffs(row))
                continue;
            for (const Field &field : row.endpoint.request)
                for (const Resource kind : resourcesOf(row, field.name).value_or(QList<Resource>()))
                    visit(Place{row, field, kind});
        }
    }

    AccessCast cast()
    {
        m_lastId += AccessCast::Size;
        return AccessCast(*m_world, m_lastId);
    }
    bool isTold(const Place &place);
    static QString complaint(const Place &place, UserId user, const QString &id, const Ids &own);

    std::unique_ptr<World> m_world;
    qint64 m_lastId = 1000;
};

void AccessTest::everyParameterIsToldApart()
{
    QStringList unknown;
    for (const EndpointRow &row : m_world->table().rows()) {
        for (const Field &field : row.endpoint.request) {
            if (!isTheStaffs(row) && !resourcesOf(row, field.name))
                unknown.append(
                    u"%1 takes \"%2\", of which nobody has said what it is. Add it in "
                    "tests/server/app/rowparams.cpp: to Resources if it names what may be "
                    "somebody's, or to Plain with what is to be said there."_s.arg(nameOf(row),
                                                                                   field.name));
        }
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
}

//! Otherwise all the refusals below might be of something else, e.g. of a text that is missing.
void AccessTest::whoMayFindsIt()
{
    QStringList complaints;
    forEachPlace([&](const Place &place) {
        if (!AnswersAlike.contains(nameOf(place.row)) && !isTold(place))
            complaints.append(place.name());
    });
    QVERIFY2(complaints.isEmpty(),
             qPrintable(u"What is refused to others is refused to those who may, too. Say in "
                        "tests/server/app/rowparams.cpp what these take besides:\n"_s
                        + complaints.join(u'\n')));
}

//! \return whether Alice or Bob is answered otherwise than if there were no such thing.
bool AccessTest::isTold(const Place &place)
{
    const AccessCast people = cast();
    for (const UserId user : {people.alice, people.bob}) {
        for (const QString &id : people.hers(place.kind)) {
            const auto all = paramsNaming(place.row, place.field, id, people.of(user));
            const auto none = paramsNaming(place.row, place.field, Nobodys, people.of(user));
            for (size_t i = 0; i < all.size(); ++i) {
                const auto missing = outcomeOf({place.row, user, none[i]});
                const auto found = outcomeOf({place.row, user, all[i]});
                if (wordsOf(place.row, found, id) != wordsOf(place.row, missing, Nobodys))
                    return true;
            }
        }
    }
    return false;
}

//! \return how \p user is told, or finds out, that there is \p id; empty if they are not.
QString AccessTest::complaint(const Place &place, UserId user, const QString &id, const Ids &own)
{
    const auto all = paramsNaming(place.row, place.field, id, own);
    const auto none = paramsNaming(place.row, place.field, Nobodys, own);
    const bool isQuiet = AnswersAlike.contains(nameOf(place.row));
    bool isRefused = isQuiet || MistakesAlike.contains(place.name());
    for (size_t i = 0; i < all.size(); ++i) {
        const auto outcome = outcomeOf({place.row, user, all[i]});
        const QString found = wordsOf(place.row, outcome, id);
        const QString missing = wordsOf(place.row, outcomeOf({place.row, user, none[i]}), Nobodys);
        if (found != missing)
            return u"tells apart: "_s + found + u" from "_s + missing;
        if (outcome && !isQuiet)
            return u"answers: "_s + found;
        isRefused = isRefused || isRefusal(outcome);
    }
    return isRefused ? QString() : u"is never refused as what does not exist"_s;
}

//! People are there for all: what blocking changes about that is below.
void AccessTest::whatIsAnothersIsAsIfItWereNot()
{
    const AccessCast people = cast();
    const QString before = people.state();
    QStringList complaints;
    forEachPlace([&](const Place &place) {
        if (place.kind == Resource::Person)
            return;
        const QString found =
            complaint(place, people.mallory, people.of(people.alice).value(place.kind),
                      people.of(people.mallory));
        if (!found.isEmpty())
            complaints.append(place.name() + u' ' + found);
        if (people.state() != before)
            QFAIL(qPrintable(place.name() + u" changed what is another's"_s));
    });
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}

//! They may look back at what was said before they left.
void AccessTest::aFormerMemberLearnsAndChangesNothing()
{
    const AccessCast people = cast();
    const QString before = people.state();
    QStringList complaints;
    forEachPlace([&](const Place &place) {
        const QString id = people.of(people.alice).value(place.kind);
        for (const QJsonObject &params :
             paramsNaming(place.row, place.field, id, people.of(people.carol))) {
            const auto outcome = outcomeOf({place.row, people.carol, params});
            if (wordsOf(place.row, outcome, id).contains(u"Secret"_s))
                complaints.append(place.name() + u" tells what came later"_s);
        }
        if (people.state() != before)
            QFAIL(qPrintable(place.name() + u" changed what they have left"_s));
    });
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
}

//! Any member may write and rename; who is in the group and what others said is not theirs.
void AccessTest::aMemberRulesOverNobody()
{
    const AccessCast people = cast();
    const QString before = people.groupState();
    Ids own = people.of(people.bob);
    own[Resource::Conversation] = people.of(people.alice).value(Resource::Conversation);
    forEachPlace([&](const Place &place) {
        QStringList ids{people.of(people.alice).value(place.kind)};
        if (place.kind == Resource::Person)
            ids = {people.alice.toString(), people.mallory.toString()};
        for (const QString &id : ids) {
            for (const QJsonObject &params : paramsNaming(place.row, place.field, id, own))
                std::ignore = outcomeOf({place.row, people.bob, params});
        }
        if (people.groupState() != before)
            QFAIL(qPrintable(place.name() + u" let a member do what administrators may"_s));
    });
}

void AccessTest::whoBlocksIsAsIfTheyWereNot()
{
    const AccessCast people = cast();
    const QString before = people.state();
    QStringList complaints;
    const QString alice = people.alice.toString();
    forEachPlace([&](const Place &place) {
        if (place.kind != Resource::Person)
            return;
        const QString name = place.name();
        const Ids &own = people.of(people.frank);
        if (!ForTheBlocked.contains(name)) {
            const QString found = complaint(place, people.frank, alice, own);
            if (!found.isEmpty())
                complaints.append(place.name() + u' ' + found);
            return;
        }
        const auto params = paramsNaming(place.row, place.field, alice, own).front();
        const auto outcome = outcomeOf({place.row, people.frank, params});
        if (ForTheBlocked.value(name) != (outcome ? QString() : QString(outcome.error().code)))
            complaints.append(place.name() + u' ' + wordsOf(place.row, outcome, alice));
    });
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QCOMPARE(people.state(), before);
}

//! They have had a chat with who blocks them, and may read on in it.
void AccessTest::theBlockedChangeNothing()
{
    const AccessCast people = cast();
    const QString before = people.state();
    forEachPlace([&](const Place &place) {
        if (place.kind != Resource::Conversation)
            return;
        const QString id = people.withDave.toString();
        for (const QJsonObject &params :
             paramsNaming(place.row, place.field, id, people.of(people.dave)))
            std::ignore = outcomeOf({place.row, people.dave, params});
        if (people.state() != before)
            QFAIL(qPrintable(place.name() + u" changed what is shared with who blocks"_s));
    });
}

QTEST_GUILESS_MAIN(AccessTest)
#include "tst_access.moc"
