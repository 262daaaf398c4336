// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/historybatch.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp Now{1'000'000s};
constexpr Timestamp Then = Now - 1h;

PastMessage message()
{
    return {.sender = UserId(1), .at = Then, .clientId = u"key"_s, .body = u"Hi"_s};
}

HistoryBatch batchOf(std::vector<PastMessage> messages)
{
    return {
        .conversation = ConversationId(5), .source = u"a file"_s, .messages = std::move(messages)};
}

QString complaintOf(const PastMessage &past)
{
    const auto checked = check(batchOf({past}), Now);
    return checked ? QString() : checked.error().message;
}

} // namespace

class HistoryBatchTest : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatWasSaid();
    void takesWhatIsDeletedOrTheSystems();
    void isNeitherEmptyNorEndless();
    void isOfThePast();
    void refusesStatesThatCannotBe();
    void isWhatItsSenderWouldHaveSent();
};

void HistoryBatchTest::takesWhatWasSaid()
{
    QCOMPARE(complaintOf(message()), QString());
    PastMessage edited = message();
    edited.editedAt = Then + 1min;
    QCOMPARE(complaintOf(edited), QString());
}

void HistoryBatchTest::takesWhatIsDeletedOrTheSystems()
{
    PastMessage deleted = message();
    deleted.body.clear();
    deleted.deletedAt = Now;
    deleted.kind = MessageKind::Image;
    QCOMPARE(complaintOf(deleted), QString());
    PastMessage line = message();
    line.kind = MessageKind::System;
    line.membership = Membership::Began;
    QCOMPARE(complaintOf(line), QString());
}

void HistoryBatchTest::isNeitherEmptyNorEndless()
{
    QVERIFY(!check(batchOf({}), Now));
    const std::vector<PastMessage> most(HistoryBatch::MostMessages, message());
    QVERIFY(check(batchOf(most), Now));
    const std::vector<PastMessage> more(HistoryBatch::MostMessages + 1, message());
    QVERIFY(!check(batchOf(more), Now));
    HistoryBatch nameless = batchOf({message()});
    nameless.source.clear();
    QVERIFY(!check(nameless, Now));
}

void HistoryBatchTest::isOfThePast()
{
    PastMessage future = message();
    future.at = Now + 1ms;
    QVERIFY(complaintOf(future).startsWith(u"createdAt"_s));
    PastMessage early = message();
    early.editedAt = Then - 1ms;
    QVERIFY(complaintOf(early).startsWith(u"editedAt"_s));
    PastMessage late = message();
    late.body.clear();
    late.deletedAt = Now + 1ms;
    QVERIFY(complaintOf(late).startsWith(u"deletedAt"_s));
}

void HistoryBatchTest::refusesStatesThatCannotBe()
{
    PastMessage deleted = message();
    deleted.deletedAt = Now;
    QVERIFY(complaintOf(deleted).contains(u"no text"_s));
    PastMessage joined = message();
    joined.membership = Membership::Began;
    QVERIFY(complaintOf(joined).startsWith(u"membership"_s));
    PastMessage picture = message();
    picture.kind = MessageKind::Image;
    QVERIFY(complaintOf(picture).startsWith(u"kind"_s));
    PastMessage keyless = message();
    keyless.clientId.clear();
    QVERIFY(!complaintOf(keyless).isEmpty());
}

void HistoryBatchTest::isWhatItsSenderWouldHaveSent()
{
    const Draft draft = draftOf(message(), ConversationId(5));
    QCOMPARE(draft.sender, UserId(1));
    QCOMPARE(draft.conversation, ConversationId(5));
    QCOMPARE(draft.clientId, u"key"_s);
    QCOMPARE(draft.body, u"Hi"_s);
    QVERIFY(draft.mediaUrl.isEmpty());
}

QTEST_GUILESS_MAIN(HistoryBatchTest)
#include "tst_historybatch.moc"
