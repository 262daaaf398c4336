// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/api/admin/adminfixture.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class AdminExportsTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_admin = std::make_unique<AdminFixture>(); }
    void cleanup() { m_admin.reset(); }

    void sendsAZip();
    void takesAsMuchAsChangingTheAccount();
    void knowsNobodyElse();
    void sendsAllThereIs();
    void handsOutContentToOwnersAlone();

private:
    std::unique_ptr<AdminFixture> m_admin;
};

void AdminExportsTest::sendsAZip()
{
    const auto answer =
        m_admin->ask(Method::Get, "/api/v1/admin/users/+4915102/export", m_admin->alice);
    QVERIFY(answer);
    QVERIFY(answer->stream);
    QCOMPARE(answer->stream->contentType, "application/zip");
    QCOMPARE(answer->stream->name, u"user-2.zip"_s);
    const auto piece = await(answer->stream->next());
    QVERIFY(piece);
    QVERIFY(piece->startsWith("PK\x03\x04"));
}

void AdminExportsTest::takesAsMuchAsChangingTheAccount()
{
    const auto route = m_admin->table->findRoute(Method::Get, "/api/v1/admin/users/2/export");
    QVERIFY(route.row);
    QCOMPARE(route.row->endpoint.access, Access::Staff);
    QCOMPARE(route.row->endpoint.capabilities, Capabilities(Capability::UsersWrite));
}

void AdminExportsTest::knowsNobodyElse()
{
    const auto refused = m_admin->ask(Method::Get, "/api/v1/admin/users/99/export", m_admin->alice);
    QCOMPARE(refused.error().kind, Error::Kind::NotFound);
}

void AdminExportsTest::sendsAllThereIs()
{
    const auto answer = m_admin->ask(Method::Get, "/api/v1/admin/export", m_admin->alice);
    QVERIFY(answer);
    QCOMPARE(answer->stream->contentType, "application/x-ndjson");
    QCOMPARE(answer->stream->name, u"linnet.ndjson"_s);
    const QByteArray lines = await(answer->stream->next()).value();
    QVERIFY2(lines.startsWith("{\"content\":false,"), lines.constData());
    QVERIFY2(lines.contains("\"phone\":\"+4915102\""), lines.constData());
    QVERIFY2(lines.endsWith("\"type\":\"trailer\"}\n"), lines.constData());
    QCOMPARE(await(answer->stream->next()).value(), QByteArray());
    const auto content = m_admin->ask(Method::Get, "/api/v1/admin/export/content", m_admin->alice);
    QVERIFY(await(content->stream->next())->startsWith("{\"content\":true,"));
}

void AdminExportsTest::handsOutContentToOwnersAlone()
{
    const auto metadata = m_admin->table->findRoute(Method::Get, "/api/v1/admin/export");
    QCOMPARE(metadata.row->endpoint.capabilities, Capabilities(Capability::UsersWrite));
    const auto content = m_admin->table->findRoute(Method::Get, "/api/v1/admin/export/content");
    QCOMPARE(content.row->endpoint.access, Access::Staff);
    QCOMPARE(content.row->endpoint.capabilities, Capabilities(Capability::StaffWrite));
    QVERIFY(!capabilitiesOf(StaffRole::Admin).testFlag(Capability::StaffWrite));
}

QTEST_GUILESS_MAIN(AdminExportsTest)
#include "tst_adminexports.moc"
