// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/messagekind.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MessageKindTest : public QObject
{
    Q_OBJECT

private slots:
    void isReadAsItIsWritten();
    void saysWhetherSomebodyCameOrWent();
};

void MessageKindTest::isReadAsItIsWritten()
{
    for (const MessageKind kind : {MessageKind::Text, MessageKind::Image, MessageKind::Video,
                                   MessageKind::Audio, MessageKind::Document, MessageKind::System})
        QCOMPARE(parseMessageKind(QString(nameOf(kind))), kind);
    QCOMPARE(nameOf(MessageKind::System), "system"_L1);
    QCOMPARE(parseMessageKind(u"Text"), std::nullopt);
    QCOMPARE(parseMessageKind(u""), std::nullopt);
}

void MessageKindTest::saysWhetherSomebodyCameOrWent()
{
    for (const Membership membership : {Membership::Began, Membership::Ended})
        QCOMPARE(parseMembership(QString(nameOf(membership))), membership);
    QCOMPARE(nameOf(Membership::Ended), "ended"_L1);
    QCOMPARE(parseMembership(u"came"), std::nullopt);
}

QTEST_GUILESS_MAIN(MessageKindTest)
#include "tst_messagekind.moc"
