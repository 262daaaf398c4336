// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void listsTheKey();
    void cannotReplaceWhatIsGiven();
};

void AdminKeysTest::listsTheKey()
{
    AdminFixture admin;
    const QJsonObject page =
        AdminFixture::body(admin.ask(Method::Get, "/api/v1/admin/keys", admin.alice));
    const QJsonObject expected{{"id"_L1, u"k1"_s},
                               {"state"_L1, u"signs"_s},
                               {"since"_L1, QJsonValue()},
                               {"until"_L1, QJsonValue()}};
    QCOMPARE(page["items"_L1].toArray(), QJsonArray{expected});
}

void AdminKeysTest::cannotReplaceWhatIsGiven()
{
    AdminFixture admin;
    const auto refused = admin.ask(Method::Post, "/api/v1/admin/keys/rotate", admin.alice);
    QCOMPARE(refused.error().code, "key_is_given"_L1);
    QCOMPARE(refused.error().kind, Error::Kind::Conflict);
}

QTEST_GUILESS_MAIN(AdminKeysTest)
#include "tst_adminkeys.moc"
