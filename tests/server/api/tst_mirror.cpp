// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/mirror.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

Endpoint row(Method method, QLatin1String path)
{
    return {"x"_L1, method, path, {}, Access::User, Cost::Read, {}, {}};
}

QByteArrayList aliasesOf(const Endpoint &endpoint)
{
    QByteArrayList paths;
    for (const Place &place : endpoint.aliases)
        paths.append(place.path);
    return paths;
}

} // namespace

class MirrorTest : public QObject
{
    Q_OBJECT

private slots:
    void addsTheTwinOfEachPath();
    void mirrorsAliases();
    void leavesSocketRowsAlone();
};

void MirrorTest::addsTheTwinOfEachPath()
{
    const auto rows = mirrored({row(Method::Get, "/v1/auth/{id}"_L1), row(Method::Put, "/v1"_L1),
                                row(Method::Get, "/v10/auth"_L1)},
                               "/v1", "/api");
    QCOMPARE(aliasesOf(rows[0]), QByteArrayList{"/api/auth/{id}"});
    QCOMPARE(aliasesOf(rows[1]), QByteArrayList{"/api"});
    QCOMPARE(rows[1].aliases[0].method, Method::Put);
    QVERIFY(rows[2].aliases.empty());
}

void MirrorTest::mirrorsAliases()
{
    Endpoint put = row(Method::Put, "/api/users/update"_L1);
    put.aliases = {{Method::Patch, "/api/users/update"}};
    const auto rows = mirrored({put}, "/api/users", "/api/user/users");
    QCOMPARE(
        aliasesOf(rows[0]),
        (QByteArrayList{"/api/users/update", "/api/user/users/update", "/api/user/users/update"}));
    QCOMPARE(rows[0].aliases[1].method, Method::Patch);
    QCOMPARE(rows[0].aliases[2].method, Method::Put);
}

void MirrorTest::leavesSocketRowsAlone()
{
    QVERIFY(mirrored({row(Method::None, {})}, "", "/api")[0].aliases.empty());
}

QTEST_GUILESS_MAIN(MirrorTest)
#include "tst_mirror.moc"
