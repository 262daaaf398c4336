// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/doctor/doctorservice.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.doctor")

constexpr std::chrono::seconds RetryAfter(10);

//! What goes wrong with one check is a finding, too.
QCoro::Task<Finding> look(const DoctorCheck *check, std::stop_token stop)
{
    Finding finding;
    try {
        finding = co_await check->run(std::move(stop));
    } catch (const std::exception &exception) {
        qCWarning(log) << "A check ended early:" << check->id() << exception.what();
        finding = Finding::failure(u"It could not be looked at."_s,
                                   u"The log of linnetd says why: linnet.doctor."_s);
    }
    finding.id = check->id();
    co_return finding;
}

} // namespace

DoctorService::DoctorService(const Clock &clock, DoctorPlan plan)
    : m_clock(clock)
    , m_plan(std::make_shared<const DoctorPlan>(std::move(plan)))
{}

void DoctorService::configure(DoctorPlan plan)
{
    auto next = std::make_shared<const DoctorPlan>(std::move(plan));
    const std::lock_guard lock(m_mutex);
    m_plan.swap(next);
}

DoctorService::SharedPlan DoctorService::plan() const
{
    const std::lock_guard lock(m_mutex);
    return m_plan;
}

QCoro::Task<Result<Diagnosis>> DoctorService::examine()
{
    if (m_isBusy.exchange(true))
        co_return Error{Error::Kind::Unavailable,
                        "doctor_busy"_L1,
                        u"The server is being looked at already; ask again in a moment."_s,
                        {},
                        RetryAfter};
    const SharedPlan current = plan();
    std::vector<QCoro::Task<Finding>> running;
    for (const auto &check : current->checks)
        running.push_back(look(check.get(), m_stop.get_token()));
    Diagnosis diagnosis{.access = current->access};
    for (QCoro::Task<Finding> &each : running)
        diagnosis.findings.push_back(co_await each);
    diagnosis.at = m_clock.now();
    m_isBusy = false;
    co_return diagnosis;
}

} // namespace linnet
