// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/certificatefilecheck.h"
#include "tests/support/await.h"
#include "tests/support/certificate.h"
#include "tests/support/teststorage.h"

#include <QTest>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

class CertificateFileCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void warnsOfOneThatEndsSoon();
    void saysWhichIsTheWorst();
    void showsNoPath();
    void hasNothingToLookAtWithoutTls();

private:
    Finding look(const QStringList &files)
    {
        return await(CertificateFileCheck(m_pool, m_clock, files).run({}));
    }
    QString file(const QString &name) const { return m_folder.filePath(name); }

    const SystemClock m_clock;
    Mailbox m_mailbox;
    CpuPool m_pool;
    QTemporaryDir m_folder;
};

void CertificateFileCheckTest::initTestCase()
{
    QVERIFY(writeCertificate(file(u"cert.pem"_s), file(u"key.pem"_s), "chat.example.org"));
}

void CertificateFileCheckTest::warnsOfOneThatEndsSoon()
{
    const Finding finding = look({file(u"cert.pem"_s)}); // It is good for a day.
    QCOMPARE(finding.state, Finding::State::Warning);
    QVERIFY(finding.text.contains(u"CN=chat.example.org is good for 23 hours"_s));
    QVERIFY(finding.fix.contains(u"reload"_s));
}

void CertificateFileCheckTest::saysWhichIsTheWorst()
{
    const Finding finding = look({file(u"cert.pem"_s), file(u"key.pem"_s), file(u"cert.pem"_s)});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(finding.text.contains(u"there is none"_s));
}

void CertificateFileCheckTest::showsNoPath()
{
    const Finding finding = look({file(u"missing.pem"_s)});
    QCOMPARE(finding.state, Finding::State::Failure);
    QVERIFY(!(finding.text + finding.fix).contains(m_folder.path()));
}

void CertificateFileCheckTest::hasNothingToLookAtWithoutTls()
{
    QCOMPARE(look({}).state, Finding::State::Skipped);
}

QTEST_GUILESS_MAIN(CertificateFileCheckTest)
#include "tst_certificatefilecheck.moc"
