// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/idgenerator.h"
#include "common/core/random.h"
#include "common/core/secretbox.h"
#include "server/jobs/mail/mailer.h"
#include "server/jobs/mail/mailpayload.h"
#include "tests/support/movableclock.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

Mail mail(const QString &to = u"ann@example.org"_s)
{
    return {.to = to, .templateName = u"sign-in-code"_s};
}

struct Fixture
{
    std::optional<Job> take()
    {
        return stores->jobs.take({MailJobKind, 1, clock.now(), clock.now()}).value();
    }

    TestStores stores;
    MovableClock clock;
    IdGenerator ids{clock, 1};
    SecretBox box{randomBytes(SecretBox::KeyBytes)};
    Mailer mailer{ids, clock, box, Mailer::Mode::Sends};
};

} // namespace

class MailerTest : public QObject
{
    Q_OBJECT

private slots:
    void putsAMailIntoTheTransaction();
    void sendsOneOfAKey();
    void writesInTheLanguageOfWhomItIsFor_data();
    void writesInTheLanguageOfWhomItIsFor();
    void refusesWhatIsNoAddress();
    void saysThatMailIsNotSetUp();
};

void MailerTest::putsAMailIntoTheTransaction()
{
    Fixture fixture;

    QVERIFY(fixture.mailer.send(*fixture.stores, mail()));

    const auto job = fixture.take();
    QVERIFY(job);
    QCOMPARE(fromPayload(job->payload, fixture.box)->to, u"ann@example.org"_s);
    QCOMPARE(job->createdAt, fixture.clock.now());
}

void MailerTest::writesInTheLanguageOfWhomItIsFor_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nobody's") << u"bob@example.org"_s << u"hi"_s << u"de,en"_s;
    QTest::newRow("who has not said") << u"ann@example.org"_s << QString() << u"de,en"_s;
    QTest::newRow("who has") << u"ann@example.org"_s << u"hi"_s << u"hi"_s;
}

void MailerTest::writesInTheLanguageOfWhomItIsFor()
{
    QFETCH(QString, to);
    QFETCH(QString, own);
    Fixture fixture;
    User ann;
    ann.id = UserId(1);
    ann.email = u"ann@example.org"_s;
    ann.language = own;
    QVERIFY(fixture.stores->accounts.add(ann));
    Mail written = mail(to);
    written.language = u"de,en"_s;

    QVERIFY(fixture.mailer.send(*fixture.stores, written));

    QTEST(fromPayload(fixture.take()->payload, fixture.box)->language, "expected");
}

void MailerTest::sendsOneOfAKey()
{
    Fixture fixture;
    Mail once = mail();
    once.key = u"welcome 17"_s;

    QVERIFY(fixture.mailer.send(*fixture.stores, once));
    QVERIFY(fixture.mailer.send(*fixture.stores, once));

    QCOMPARE(fixture.stores->jobs.census()->front().count, 1);
}

void MailerTest::refusesWhatIsNoAddress()
{
    Fixture fixture;

    const auto sent =
        fixture.mailer.send(*fixture.stores, mail(u"ann@example.org\r\nBcc: eve@example.org"_s));

    QCOMPARE(sent.error().kind, Error::Kind::InvalidInput);
    QCOMPARE(sent.error().code, "mail_address"_L1);
    QVERIFY(!fixture.take());
}

void MailerTest::saysThatMailIsNotSetUp()
{
    Fixture fixture;
    const Mailer mailer(fixture.ids, fixture.clock, fixture.box, Mailer::Mode::Refuses);

    QVERIFY(fixture.mailer.check());
    QCOMPARE(mailer.check().error().code, "mail_not_configured"_L1);
    QCOMPARE(mailer.send(*fixture.stores, mail()).error().kind, Error::Kind::Unavailable);
    QVERIFY(!fixture.take());
}

QTEST_GUILESS_MAIN(MailerTest)
#include "tst_mailer.moc"
