// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/audit.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

AuditEntry entry()
{
    return {.number = 7,
            .at = Timestamp(std::chrono::milliseconds(1000)),
            .actor = u"user:1"_s,
            .address = u"192.0.2.1"_s,
            .requestId = u"r"_s,
            .action = u"staff.set-role"_s,
            .target = u"user:2"_s,
            .before = u"{}"_s,
            .after = u"{\"a\":1}"_s};
}

} // namespace

class AuditTest : public QObject
{
    Q_OBJECT

private slots:
    void namesAnAccount();
    void namesAUserOfTheMachine();
    void dependsOnEverything();
    void cannotBeShiftedFromOneTextToTheNext();
};

void AuditTest::namesAnAccount()
{
    const Actor actor = Actor::account(UserId(5), u"::1"_s, u"abc"_s);
    QCOMPARE(actor.name, u"user:5"_s);
    QCOMPARE(actor.user, UserId(5));
    QCOMPARE(actor.address, u"::1"_s);
    QCOMPARE(actor.requestId, u"abc"_s);
}

void AuditTest::namesAUserOfTheMachine()
{
    const Actor actor = Actor::local(1000, u"abc"_s);
    QCOMPARE(actor.name, u"local:1000"_s);
    QVERIFY(actor.user.isNull());
    QCOMPARE(actor.address, QString());
    QCOMPARE(actor.requestId, u"abc"_s);
}

void AuditTest::dependsOnEverything()
{
    const std::vector<std::function<void(AuditEntry &)>> changes = {
        [](AuditEntry &) {},
        [](AuditEntry &e) { ++e.number; },
        [](AuditEntry &e) { e.at += std::chrono::milliseconds(1); },
        [](AuditEntry &e) { e.actor += u'0'; },
        [](AuditEntry &e) { e.address += u'0'; },
        [](AuditEntry &e) { e.requestId += u'0'; },
        [](AuditEntry &e) { e.action += u'0'; },
        [](AuditEntry &e) { e.target += u'0'; },
        [](AuditEntry &e) { e.before += u' '; },
        [](AuditEntry &e) { e.after += u' '; },
    };
    QSet<QByteArray> hashes{chainHash("before", entry())};
    for (const auto &change : changes) {
        AuditEntry changed = entry();
        change(changed);
        hashes.insert(chainHash({}, changed));
    }
    QCOMPARE(hashes.size(), qsizetype(changes.size() + 1));
    QCOMPARE(chainHash({}, entry()).size(), 32);
}

void AuditTest::cannotBeShiftedFromOneTextToTheNext()
{
    AuditEntry shifted = entry();
    shifted.actor = u"user:1192.0.2"_s;
    shifted.address = u".1"_s;
    QVERIFY(chainHash({}, shifted) != chainHash({}, entry()));
}

QTEST_APPLESS_MAIN(AuditTest)
#include "tst_audit.moc"
