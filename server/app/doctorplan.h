// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/app/foundation.h"
#include "server/services/doctor/clockcheck.h"
#include "server/services/doctor/doctorservice.h"

namespace linnet {

class KeyRing;

//! \brief What is looked at. All of it outlives the checks.
struct DoctorSubject
{
    Foundation &foundation;
    const KeyRing &keys;
    ClockReading start; //!< When the server began.
};

//! \return how to look at all that a server, configured by \p config, stands on: the one list of
//! checks.
DoctorPlan doctorPlan(const Config &config, const DoctorSubject &subject);

} // namespace linnet
