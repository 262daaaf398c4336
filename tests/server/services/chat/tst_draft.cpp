// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/chat/draft.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class DraftTest : public QObject
{
    Q_OBJECT

private slots:
    void check_data();
    void check();
};

namespace {

Draft textDraft()
{
    Draft draft;
    draft.sender = UserId(1);
    draft.conversation = ConversationId(2);
    draft.body = u"hello"_s;
    return draft;
}

} // namespace

Q_DECLARE_METATYPE(Draft)

void DraftTest::check_data()
{
    QTest::addColumn<Draft>("draft");
    QTest::addColumn<QString>("complaint"); // Empty: accepted.

    Draft draft = textDraft();
    QTest::newRow("text") << draft << QString();
    draft.conversation.reset();
    QTest::newRow("nowhere") << draft << u"conversationId or recipientId is required"_s;
    draft.recipient = UserId(3);
    QTest::newRow("to a person") << draft << QString();
    draft.recipient = draft.sender;
    QTest::newRow("to oneself") << draft << u"recipientId must be somebody else"_s;

    draft = textDraft();
    draft.body = u" \n "_s;
    QTest::newRow("blank") << draft << u"textContent or mediaUrl is required"_s;
    draft.mediaUrl = u"/api/v1/media/files/a.png"_s;
    QTest::newRow("media alone") << draft << QString();
    draft.mediaUrl = u"javascript:alert(1)"_s;
    QTest::newRow("script as media") << draft << u"mediaUrl must be an http or https address"_s;

    draft = textDraft();
    draft.mediaSize = -1;
    QTest::newRow("less than nothing") << draft << u"mediaSize must not be negative"_s;
    draft = textDraft();
    draft.body = QString(65'536, u'x');
    QTest::newRow("as long as allowed") << draft << QString();
    draft.body += u'x';
    QTest::newRow("too long") << draft << u"textContent must have at most 65536 characters"_s;
    draft.body = u"a"_s + QChar(0);
    QTest::newRow("NUL") << draft << u"textContent must be valid text"_s;
    draft = textDraft();
    draft.mentions.assign(50, UserId(3));
    QTest::newRow("as many names as allowed") << draft << QString();
    draft.mentions.emplace_back(4);
    QTest::newRow("too many names") << draft << u"mentions must name at most 50 people"_s;
    draft = textDraft();
    draft.clientId = QString(201, u'x');
    QTest::newRow("endless client id")
        << draft << u"clientMessageId must have at most 200 characters"_s;
}

void DraftTest::check()
{
    QFETCH(Draft, draft);
    QFETCH(QString, complaint);
    const auto checked = checkDraft(draft);
    QCOMPARE(checked ? QString() : checked.error().message, complaint);
}

QTEST_GUILESS_MAIN(DraftTest)
#include "tst_draft.moc"
