// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/maskedidentifier.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class MaskedIdentifierTest : public QObject
{
    Q_OBJECT

private slots:
    void hidesTheMiddle_data();
    void hidesTheMiddle();
};

void MaskedIdentifierTest::hidesTheMiddle_data()
{
    QTest::addColumn<Identifier>("identifier");
    QTest::addColumn<QString>("shown");

    using Kind = Identifier::Kind;
    QTest::newRow("phone") << Identifier{Kind::Phone, u"+911234567890"_s} << u"+91••••••••90"_s;
    QTest::newRow("shortest phone") << Identifier{Kind::Phone, u"+1234567"_s} << u"+12•••67"_s;
    QTest::newRow("mail") << Identifier{Kind::Email, u"alice.w@example.org"_s}
                          << u"a•••@example.org"_s;
    QTest::newRow("mail with an at sign in quotes")
        << Identifier{Kind::Email, u"\"a@b\"@example.org"_s} << u"\"•••@example.org"_s;
    QTest::newRow("user name") << Identifier{Kind::Username, u"alice"_s} << u"a•••"_s;
}

void MaskedIdentifierTest::hidesTheMiddle()
{
    QFETCH(Identifier, identifier);
    QFETCH(QString, shown);
    QCOMPARE(masked(identifier), shown);
}

QTEST_GUILESS_MAIN(MaskedIdentifierTest)
#include "tst_maskedidentifier.moc"
