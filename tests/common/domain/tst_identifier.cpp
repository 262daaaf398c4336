// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/identifier.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class IdentifierTest : public QObject
{
    Q_OBJECT

private slots:
    void parsesAPhoneNumber_data();
    void parsesAPhoneNumber();
};

void IdentifierTest::parsesAPhoneNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("usual") << u"+4915112345678"_s << true;
    QTest::newRow("shortest") << u"+1234567"_s << true;
    QTest::newRow("one too short") << u"+123456"_s << false;
    QTest::newRow("longest") << u"+123456789012345"_s << true;
    QTest::newRow("one too long") << u"+1234567890123456"_s << false;
    QTest::newRow("no plus") << u"4915112345678"_s << false;
    QTest::newRow("two plus") << u"++4915112345678"_s << false;
    QTest::newRow("begins with zero") << u"+0915112345678"_s << false;
    QTest::newRow("spaces") << u"+49 151 12345678"_s << false;
    QTest::newRow("line end") << u"+4915112345678\n"_s << false;
    QTest::newRow("Arabic digits") << u"+٤٩١٥١١٢٣٤٥"_s << false;
    QTest::newRow("letters") << u"+49151CALLME"_s << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("only a plus") << u"+"_s << false;
}

void IdentifierTest::parsesAPhoneNumber()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);

    const auto phone = parsePhone(text);

    QCOMPARE(phone.has_value(), accepted);
    if (accepted)
        QCOMPARE(*phone, (Identifier{Identifier::Kind::Phone, text}));
}

QTEST_GUILESS_MAIN(IdentifierTest)
#include "tst_identifier.moc"
