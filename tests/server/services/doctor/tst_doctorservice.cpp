// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/doctorservice.h"
#include "server/services/doctor/slowcheck.h"
#include "tests/support/await.h"
#include "tests/support/movableclock.h"

#include <QTest>

#include <future>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

//! \brief Says what a test wants, on a thread of the pool.
class FixedCheck : public SlowCheck
{
public:
    using Look = std::function<Finding(const std::stop_token &)>;

    FixedCheck(CpuPool &pool, QString id, Look look)
        : SlowCheck(pool)
        , m_id(std::move(id))
        , m_look(std::move(look))
    {}

    QString id() const override { return m_id; }

protected:
    Finding look(const std::stop_token &stop) const override { return m_look(stop); }

private:
    const QString m_id;
    const Look m_look;
};

} // namespace

class DoctorServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void runsAllChecksInTheirOrder();
    void runsThemBesideEachOther();
    void survivesACheckThatThrows();
    void isAskedByOneAtATime();
    void goesByTheNextPlan();
    void endsWhenItIsAsked();

private:
    template <typename... Looks>
    DoctorPlan plan(Looks... looks)
    {
        DoctorPlan made;
        (made.checks.push_back(std::make_unique<FixedCheck>(
             m_pool, QString::number(made.checks.size()), FixedCheck::Look(looks))),
         ...);
        return made;
    }
    static Finding fine(const std::stop_token &) { return Finding::ok(u"Fine."_s); }

    Mailbox m_mailbox;
    CpuPool m_pool{2};
    const MovableClock m_clock;
};

void DoctorServiceTest::runsAllChecksInTheirOrder()
{
    DoctorPlan both = plan(&fine, [](const std::stop_token &) {
        return Finding::failure(u"Broken."_s, u"Mend it."_s);
    });
    both.access.url = u"https://chat.example.org"_s;
    DoctorService doctor(m_clock, std::move(both));

    const auto diagnosis = await(doctor.examine());

    QVERIFY(diagnosis);
    QCOMPARE(diagnosis->at, m_clock.now());
    QCOMPARE(diagnosis->access.url, u"https://chat.example.org"_s);
    QCOMPARE(diagnosis->findings.size(), size_t(2));
    QCOMPARE(diagnosis->findings[0].id, u"0"_s);
    QCOMPARE(diagnosis->findings[0].state, Finding::State::Ok);
    QCOMPARE(diagnosis->findings[1].id, u"1"_s);
    QCOMPARE(diagnosis->findings[1].fix, u"Mend it."_s);
}

//! The first one waits for the second.
void DoctorServiceTest::runsThemBesideEachOther()
{
    std::promise<void> second;
    DoctorService doctor(m_clock,
                         plan(
                             [&second](const std::stop_token &stop) {
                                 second.get_future().wait();
                                 return fine(stop);
                             },
                             [&second](const std::stop_token &stop) {
                                 second.set_value();
                                 return fine(stop);
                             }));
    QCOMPARE(await(doctor.examine())->findings.size(), size_t(2));
}

void DoctorServiceTest::survivesACheckThatThrows()
{
    DoctorService doctor(
        m_clock, plan([](const std::stop_token &) -> Finding { throw std::bad_alloc(); }, &fine));
    const auto diagnosis = await(doctor.examine());
    QCOMPARE(diagnosis->findings[0].state, Finding::State::Failure);
    QCOMPARE(diagnosis->findings[0].id, u"0"_s);
    QCOMPARE(diagnosis->findings[1].state, Finding::State::Ok);
}

void DoctorServiceTest::isAskedByOneAtATime()
{
    std::promise<void> mayEnd;
    DoctorService doctor(m_clock, plan([&mayEnd](const std::stop_token &stop) {
                             mayEnd.get_future().wait();
                             return fine(stop);
                         }));
    auto first = doctor.examine();
    const auto second = await(doctor.examine());
    QVERIFY(!second);
    QCOMPARE(second.error().code, "doctor_busy"_L1);
    mayEnd.set_value();
    QVERIFY(await(std::move(first)));
    doctor.configure(plan(&fine));
    QVERIFY(await(doctor.examine()));
}

void DoctorServiceTest::goesByTheNextPlan()
{
    std::promise<void> mayEnd;
    DoctorService doctor(m_clock, plan([&mayEnd](const std::stop_token &stop) {
                             mayEnd.get_future().wait();
                             return fine(stop);
                         }));
    auto first = doctor.examine();
    doctor.configure(plan(&fine, &fine));
    mayEnd.set_value();
    QCOMPARE(await(std::move(first))->findings.size(), size_t(1));
    QCOMPARE(await(doctor.examine())->findings.size(), size_t(2));
}

void DoctorServiceTest::endsWhenItIsAsked()
{
    DoctorService doctor(m_clock, plan([](const std::stop_token &stop) {
                             std::promise<void> stopped;
                             const std::stop_callback heard(stop,
                                                            [&stopped] { stopped.set_value(); });
                             stopped.get_future().wait();
                             return Finding::skipped(u"Stopped."_s);
                         }));
    auto running = doctor.examine();
    doctor.stop();
    QCOMPARE(await(std::move(running))->findings[0].text, u"Stopped."_s);
}

QTEST_GUILESS_MAIN(DoctorServiceTest)
#include "tst_doctorservice.moc"
